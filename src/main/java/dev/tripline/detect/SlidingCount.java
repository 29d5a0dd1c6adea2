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
    private final int[] modified = new int[Long.SIZE];
    private int events;

    SlidingCount(Threshold threshold) {
        this.threshold = threshold;
        threshold.cardinality().forEach(some -> values.add(new HashMap<>()));
    }

    void add(GroupedEvent event) {
        events++;
        countModifiers(event, 1);
        for (int i = 0; i < values.size(); i++) {
            for (TermHash value : event.values().get(i).hashes()) {
                values.get(i).merge(value, 1, Integer::sum);
            }
        }
    }

    void remove(GroupedEvent event) {
        events--;
        countModifiers(event, -1);
        for (int i = 0; i < values.size(); i++) {
            for (TermHash value : event.values().get(i).hashes()) {
                values.get(i).computeIfPresent(value, (v, n) -> n == 1 ? null : n - 1);
            }
        }
    }

    private void countModifiers(GroupedEvent event, int by) {
        for (long left = event.evidence().modifiers(); left != 0; left &= left - 1) {
            modified[Long.numberOfTrailingZeros(left)] += by;
        }
    }

    /** The risk modifiers whose condition some event meets, as bits. */
    long modifiers() {
        long met = 0;
        for (int bit = 0; bit < modified.length; bit++) {
            met |= modified[bit] > 0 ? 1L << bit : 0;
        }
        return met;
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

    /**
     * How many events are lacking, and for each cardinality of the rule how many values; none where
     * the condition is met.
     */
    List<Long> lacking() {
        List<Long> lacking = new ArrayList<>();
        lacking.add((long) Math.max(0, threshold.value() - events));
        for (int i = 0; i < values.size(); i++) {
            int more = threshold.cardinality().get(i).value() - values.get(i).size();
            lacking.add((long) Math.max(0, more));
        }
        return lacking;
    }

    /** Whether the conditions of a rule are met where so much is lacking. */
    static boolean isMet(Threshold threshold, List<Long> lacking) {
        List<Long> asked = threshold.countsEvents() ? lacking : lacking.subList(1, lacking.size());
        return threshold.match() == Threshold.Match.ALL
                ? asked.stream().allMatch(more -> more <= 0)
                : asked.stream().anyMatch(more -> more <= 0);
    }
}
