// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a sequence means, worked out stage by stage over all events at once: an event takes the
 * latest earlier chain of the stage before and throws away the older ones. Shares nothing with the
 * engine, so that the two can be compared.
 */
public record ReferenceSequences(
        List<Term> stages, Term until, Duration maxspan, List<Missing> missing) {

    /**
     * A term that must not happen.
     *
     * @param stagesBefore how many stages stand before it
     */
    public record Missing(Term term, int stagesBefore) {}

    public record Key(String field, boolean optional) {}

    /** Matches events of any of these kinds. */
    public record Term(Set<String> kinds, List<Key> keys) {}

    public record Event(
            int id,
            Instant time,
            Integer tiebreaker,
            int place,
            Set<String> kinds,
            Map<String, List<Object>> values) {

        static final Comparator<Event> ORDER =
                Comparator.comparing(Event::time)
                        .thenComparing(
                                Event::tiebreaker, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Event::place);
    }

    public record Match(List<Object> key, List<Integer> events) {}

    public List<Match> in(Collection<Event> stream) {
        List<Event> events = stream.stream().sorted(Event.ORDER).toList();
        Map<List<Object>, NavigableMap<Integer, List<Integer>>> chains = new HashMap<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            Map<List<Object>, NavigableMap<Integer, List<Integer>>> longer = new HashMap<>();
            for (int rank = 0; rank < events.size(); rank++) {
                for (List<Object> key : keys(stages.get(stage), events.get(rank))) {
                    List<Integer> chain = stage == 0 ? List.of() : take(chains.get(key), rank);
                    if (chain != null && mayGoOn(chain, rank, key, events)) {
                        List<Integer> extended = new ArrayList<>(chain);
                        extended.add(rank);
                        longer.computeIfAbsent(key, k -> new TreeMap<>()).put(rank, extended);
                    }
                }
            }
            chains = longer;
        }
        List<Match> matches = new ArrayList<>();
        chains.forEach(
                (key, ends) ->
                        ends.values().stream()
                                .filter(ranks -> nothingSpeaksAgainst(ranks, key, events))
                                .map(ranks -> ranks.stream().map(r -> events.get(r).id()).toList())
                                .forEach(ids -> matches.add(new Match(key, ids))));
        return matches;
    }

    private static List<Integer> take(NavigableMap<Integer, List<Integer>> chains, int rank) {
        if (chains == null || chains.lowerKey(rank) == null) {
            return null;
        }
        List<Integer> latest = chains.lowerEntry(rank).getValue();
        chains.headMap(rank).clear();
        return latest;
    }

    private boolean mayGoOn(List<Integer> chain, int rank, List<Object> key, List<Event> events) {
        if (chain.isEmpty()) {
            return true;
        }
        Duration span = Duration.between(events.get(chain.get(0)).time(), events.get(rank).time());
        boolean ended =
                until != null
                        && events.subList(chain.get(chain.size() - 1), rank).stream()
                                .anyMatch(event -> keys(until, event).contains(key));
        return !ended && (maxspan == null || span.compareTo(maxspan) <= 0);
    }

    private boolean nothingSpeaksAgainst(
            List<Integer> ranks, List<Object> key, List<Event> events) {
        for (int stage = 1; stage < ranks.size(); stage++) {
            Instant after = events.get(ranks.get(stage - 1)).time();
            Instant before = events.get(ranks.get(stage)).time();
            if (unwanted(stage, key, events).stream()
                    .anyMatch(t -> isEarlier(after, t) && isEarlier(t, before))) {
                return false;
            }
        }
        Instant first = events.get(ranks.get(0)).time();
        Instant last = events.get(ranks.get(ranks.size() - 1)).time();
        Optional<Instant> left =
                unwanted(0, key, events).stream()
                        .filter(t -> isEarlier(t, first))
                        .max(Comparator.naturalOrder());
        Optional<Instant> right =
                unwanted(stages.size(), key, events).stream()
                        .filter(t -> isEarlier(last, t))
                        .min(Comparator.naturalOrder());
        boolean leading = missing.stream().anyMatch(m -> m.stagesBefore() == 0);
        boolean trailing = missing.stream().anyMatch(m -> m.stagesBefore() == stages.size());
        if (leading && trailing) {
            return left.isEmpty() || right.isEmpty() || isFar(left.get(), right.get());
        }
        return left.map(t -> isFar(t, last)).orElse(true)
                && right.map(t -> isFar(first, t)).orElse(true);
    }

    private List<Instant> unwanted(int stagesBefore, List<Object> key, List<Event> events) {
        return missing.stream()
                .filter(m -> m.stagesBefore() == stagesBefore)
                .flatMap(m -> events.stream().filter(e -> keys(m.term(), e).contains(key)))
                .map(Event::time)
                .toList();
    }

    private static boolean isEarlier(Instant one, Instant other) {
        return one.toEpochMilli() < other.toEpochMilli();
    }

    private boolean isFar(Instant one, Instant other) {
        return Duration.between(one, other).compareTo(maxspan) > 0;
    }

    private static Set<List<Object>> keys(Term term, Event event) {
        if (Collections.disjoint(term.kinds(), event.kinds())) {
            return Set.of();
        }
        List<List<Object>> tuples = List.of(List.of());
        for (Key key : term.keys()) {
            List<Object> values = event.values().getOrDefault(key.field(), List.of());
            if (values.isEmpty() && key.optional()) {
                values = Collections.singletonList(null);
            }
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> tuple : tuples) {
                for (Object value : values) {
                    List<Object> extended = new ArrayList<>(tuple);
                    extended.add(value);
                    longer.add(extended);
                }
            }
            tuples = longer;
        }
        return Set.copyOf(tuples);
    }
}
