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
        Map<String, SampleMachine> machines = new TreeMap<>();
        List<Detection> detections = new ArrayList<>();
        hits.stream()
                .sorted(EventOrder.INSTANCE)
                .forEach(
                        hit ->
                                machines.computeIfAbsent(
                                                hit.key(), key -> new SampleMachine(shape, null))
                                        .apply(hit)
                                        .ifPresent(detections::add));
        return detections;
    }
}
