// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.NewTerms;
import java.util.Collection;
import java.util.List;

/** New terms among all the sightings that there are, in memory: what {@link Sightings} finds. */
public final class WholeSightings {

    private WholeSightings() {}

    /**
     * @param sightings of one rule, in any order
     */
    public static List<Detection> detect(NewTerms rule, Collection<Sighting> sightings)
            throws Exception {
        return TermStep.of(rule, sightings).stream()
                .filter(step -> step.outcome() == TermStep.Outcome.NEW)
                .map(step -> step.detection(rule))
                .toList();
    }
}
