// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Timestamp;
import dev.tripline.rule.NewTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rule that learns terms made of one sighting.
 *
 * @param learnsUntil the end of its group's learning period
 */
public record TermStep(Sighting sighting, Outcome outcome, Timestamp learnsUntil) {

    /** What can become of a sighting. */
    public enum Outcome {
        /** There is no term, but the group learns from now on, if it did not before. */
        START,
        /** The term has been seen not long before. */
        KNOWN,
        /** The term is new, but its group learns. */
        LEARNED,
        /** The term is new. */
        NEW
    }

    /**
     * Over all the sightings that there are, in memory.
     *
     * @param sightings of one rule, in any order
     * @return group by group and in event order
     */
    public static List<TermStep> of(NewTerms rule, Collection<Sighting> sightings)
            throws Exception {
        Map<String, List<Sighting>> byGroup = new TreeMap<>();
        sightings.stream()
                .sorted(Sightings.ORDER)
                .forEach(
                        sighting ->
                                byGroup.computeIfAbsent(sighting.group(), g -> new ArrayList<>())
                                        .add(sighting));
        List<TermStep> steps = new ArrayList<>();
        for (List<Sighting> ofGroup : byGroup.values()) {
            TermLearner learner = new TermLearner(rule, new TermsInMemory(), null);
            for (Sighting sighting : ofGroup) {
                Outcome outcome = learner.see(sighting);
                long until = learner.group().began() + rule.learningPeriod().toMillis();
                steps.add(new TermStep(sighting, outcome, Timestamp.ofMillis(until)));
            }
        }
        return steps;
    }

    /** What it amounts to if it is {@link Outcome#NEW}. */
    public Detection detection(NewTerms rule) {
        return TermLearner.detection(rule, sighting);
    }
}
