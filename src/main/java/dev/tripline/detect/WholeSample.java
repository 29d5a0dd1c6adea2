// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sample over all the hits that there are, in memory: what {@link Samples} finds. */
public final class WholeSample {

    private WholeSample() {}

    /**
     * @param hits of one rule, in any order
     */
    public static List<Detection> detect(SampleShape shape, Collection<Hit> hits) {
        Map<String, List<Hit>> byKey = new TreeMap<>();
        hits.stream()
                .sorted(EventOrder.INSTANCE)
                .forEach(hit -> byKey.computeIfAbsent(hit.key(), k -> new ArrayList<>()).add(hit));
        List<Detection> detections = new ArrayList<>();
        for (List<Hit> ofKey : byKey.values()) {
            SampleMachine machine = new SampleMachine(shape, null);
            CountedTerms.of(ofKey).forEach(hit -> machine.apply(hit).ifPresent(detections::add));
        }
        return detections;
    }
}
