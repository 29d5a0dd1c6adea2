// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.Threshold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the events of a window and their different values while it slides over the events. */
final class SlidingCount {

    private final Threshold threshold;
    private final List<Map<TermHash, Integer>> values = new ArrayList<>();
    private int events;

    SlidingCount(Threshold threshold) {
        this.threshold = threshold;
        threshold.cardinality().forEach(some -> values.add(new HashMap<>()));
    }

    void add(GroupedEvent event) {
        events++;
        for (int i = 0; i < values.size(); i++) {
            for (TermHash value : event.values().get(i)) {
                values.get(i).merge(value, 1, Integer::sum);
            }
        }
    }

    void remove(GroupedEvent event) {
        events--;
        for (int i = 0; i < values.size(); i++) {
            for (TermHash value : event.values().get(i)) {
                values.get(i).computeIfPresent(value, (v, n) -> n == 1 ? null : n - 1);
            }
        }
    }

    int events() {
        return events;
    }

    /** For each cardinality of the rule. */
    List<Long> distinct() {
        List<Long> distinct = new ArrayList<>();
        values.forEach(ofOne -> distinct.add((long) ofOne.size()));
        return distinct;
    }

    /** How many events or values are lacking to the conditions; none if they are met. */
    long lacking() {
        boolean all = threshold.match() == Threshold.Match.ALL;
        long lacking = all ? 0 : Long.MAX_VALUE;
        if (threshold.countsEvents()) {
            lacking = Math.max(0, threshold.value() - events);
        }
        for (int i = 0; i < values.size(); i++) {
            long more = Math.max(0, threshold.cardinality().get(i).value() - values.get(i).size());
            lacking = all ? Math.max(lacking, more) : Math.min(lacking, more);
        }
        return lacking;
    }
}
