// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a threshold means, written down as plainly as possible: all events of a group are there, and
 * for each of them the window that ends with it is counted from scratch.
 */
final class ReferenceThreshold {

    private ReferenceThreshold() {}

    /** By group and occasion, the counts and the identities of the events to show. */
    static Map<String, String> detect(Threshold threshold, List<ThresholdHit> hits) {
        Map<String, List<ThresholdHit>> groups = new TreeMap<>();
        hits.forEach(hit -> groups.computeIfAbsent(hit.key(), k -> new ArrayList<>()).add(hit));
        Map<String, String> found = new TreeMap<>();
        groups.values().forEach(group -> detectIn(threshold, group, found));
        return found;
    }

    private static void detectIn(
            Threshold threshold, List<ThresholdHit> hits, Map<String, String> found) {
        List<Event> events = events(hits);
        Map<Long, Period> periods = new TreeMap<>();
        for (Event end : events) {
            List<Event> window =
                    events.stream()
                            .filter(
                                    event ->
                                            event.millis() <= end.millis()
                                                    && event.millis()
                                                            > end.millis()
                                                                    - threshold.window().toMillis())
                            .toList();
            if (meets(threshold, window)) {
                long length = threshold.period().toMillis();
                periods.computeIfAbsent(
                                Math.floorDiv(end.millis(), length) * length, p -> new Period())
                        .add(window, threshold.cardinality().size());
            }
        }
        String group = hits.get(0).hit().joinKey();
        periods.forEach(
                (start, period) ->
                        found.put(group + " " + Instant.ofEpochMilli(start), period.toString()));
    }

    private static boolean meets(Threshold threshold, List<Event> window) {
        List<Boolean> conditions = new ArrayList<>();
        if (threshold.countsEvents()) {
            conditions.add(window.size() >= threshold.value());
        }
        for (int i = 0; i < threshold.cardinality().size(); i++) {
            conditions.add(distinct(window, i) >= threshold.cardinality().get(i).value());
        }
        return threshold.match() == Threshold.Match.ALL
                ? !conditions.contains(false)
                : conditions.contains(true);
    }

    private static int distinct(List<Event> window, int cardinality) {
        Set<TermHash> values = new HashSet<>();
        window.forEach(event -> values.addAll(event.values().get(cardinality)));
        return values.size();
    }

    /** All records of a request are one event, with the values of them all. */
    private static List<Event> events(List<ThresholdHit> hits) {
        List<Event> events = new ArrayList<>();
        for (ThresholdHit hit :
                hits.stream()
                        .sorted(
                                Comparator.comparing(
                                        (ThresholdHit h) -> h.hit().evidence(),
                                        EventOrder.ofEvidence()))
                        .toList()) {
            Evidence evidence = hit.hit().evidence();
            Event event =
                    events.stream()
                            .filter(
                                    other ->
                                            other.evidence().once().equals(evidence.once())
                                                    && other.evidence()
                                                            .time()
                                                            .equals(evidence.time()))
                            .findFirst()
                            .orElse(null);
            if (event == null) {
                List<Set<TermHash>> values = new ArrayList<>();
                hit.values().forEach(shown -> values.add(new HashSet<>()));
                event = new Event(evidence, values);
                events.add(event);
            }
            for (int i = 0; i < hit.values().size(); i++) {
                event.values().get(i).addAll(hit.values().get(i).hashes());
            }
        }
        return events;
    }

    private record Event(Evidence evidence, List<Set<TermHash>> values) {

        long millis() {
            return evidence.time().millis();
        }
    }

    private static final class Period {

        private int events;
        private List<Integer> distinct = List.of();
        private Event first;
        private Event last;
        private List<String> shown;

        /** Windows come in the order of their ends. */
        void add(List<Event> window, int cardinalities) {
            events = Math.max(events, window.size());
            List<Integer> most = new ArrayList<>();
            for (int i = 0; i < cardinalities; i++) {
                int before = distinct.isEmpty() ? 0 : distinct.get(i);
                most.add(Math.max(before, distinct(window, i)));
            }
            distinct = most;
            last = window.get(window.size() - 1);
            if (first == null) {
                first = window.get(0);
                shown = shown(window);
            }
        }

        private static List<String> shown(List<Event> window) {
            List<String> all = window.stream().map(event -> event.evidence().identity()).toList();
            if (all.size() <= 10) {
                return all;
            }
            List<String> few = new ArrayList<>(all.subList(0, 9));
            few.add(all.get(all.size() - 1));
            return few;
        }

        @Override
        public String toString() {
            return show(
                    events,
                    distinct.stream().map(Integer::longValue).toList(),
                    first.evidence(),
                    last.evidence(),
                    shown);
        }
    }

    private static String show(
            long events, List<Long> distinct, Evidence first, Evidence last, List<String> shown) {
        return events + " " + distinct + " " + first.time() + " " + last.time() + " " + shown;
    }

    /** An answer of the engine in the same words. */
    static Map<String, String> show(List<Detection> told) {
        Map<String, String> shown = new TreeMap<>();
        ThresholdOperator.last(told)
                .forEach(
                        (name, found) ->
                                shown.put(
                                        name,
                                        found.count().events()
                                                + " "
                                                + found.count().distinct()
                                                + " "
                                                + found.count().first()
                                                + " "
                                                + found.count().last()
                                                + " "
                                                + found.events().stream()
                                                        .map(Evidence::identity)
                                                        .toList()));
        return shown;
    }
}
