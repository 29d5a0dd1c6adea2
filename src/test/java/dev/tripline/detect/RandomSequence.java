// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.detect.ReferenceSequences.Event;
import dev.tripline.detect.ReferenceSequences.Key;
import dev.tripline.detect.ReferenceSequences.Missing;
import dev.tripline.detect.ReferenceSequences.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A made-up sequence, once as a query and once for the reference, and events that it has trouble
 * with: overlapping terms, keys of several values and of none, ties, spans that are just reached.
 *
 * @param scope value of field {@code scope} that all terms ask for, so that many sequences can look
 *     at one stream; {@code null} not to ask
 * @param tiebreaker whether field {@code tie} orders events of the same time
 * @param step that times and the span are multiples of, give or take a nanosecond
 */
public record RandomSequence(
        String query, ReferenceSequences meaning, String scope, boolean tiebreaker, Duration step) {

    /** A field that the keys of a scoped sequence begin with. */
    public static final String STREAM = "stream";

    private static final List<String> KINDS = List.of("a", "b", "c", "d", "e");
    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofMillis(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(30),
                    Duration.ofHours(8));
    private static final List<Instant> STARTS =
            List.of(
                    Instant.parse("2026-03-01T23:59:58Z"),
                    Instant.parse("2026-03-01T23:59:58Z"),
                    Instant.EPOCH,
                    Instant.EPOCH.minusSeconds(3));
    private static final List<Long> NANOS = List.of(0L, 0L, 0L, 1L, 250_000L, 999_999L);

    /** What field {@code u} or {@code v} may hold. */
    private static final List<List<Object>> VALUES =
            List.of(
                    List.of("x"),
                    List.of("x"),
                    List.of("y"),
                    List.of("1"),
                    List.of(1),
                    List.of(0.5),
                    List.of(),
                    List.of("x", "y"),
                    List.of("y", 1, "y"));

    /** Two stages with a span half of the time, because those run on CEP. */
    public static RandomSequence of(Random random, String scope) {
        boolean pair = random.nextBoolean();
        return of(random, scope, pair, false);
    }

    /** Some of the terms must not happen. */
    public static RandomSequence withMissing(Random random, String scope) {
        return of(random, scope, false, true);
    }

    private static RandomSequence of(
            Random random, String scope, boolean pair, boolean withMissing) {
        int written = pair ? 2 : 1 + random.nextInt(4);
        // Up to two missing terms before each other and at the end.
        List<List<Key>> keys = keys(random, written + 1 + 2 * (written + 1));
        boolean global = Set.copyOf(keys).size() == 1;
        Duration step = pick(random, STEPS);
        Duration span =
                pair || withMissing || random.nextInt(4) > 0
                        ? step.multipliedBy(1 + random.nextInt(6))
                        : null;
        StringBuilder query = new StringBuilder("sequence");
        List<Key> shared = scope == null ? List.of() : List.of(new Key(STREAM, false));
        query.append(by(global ? concat(shared, keys.get(0)) : shared));
        if (span != null) {
            query.append(" with maxspan=").append(span.toMillis()).append("ms");
        }
        List<Term> stages = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        Set<Integer> gaps = withMissing ? gaps(random, written) : Set.of();
        for (int i = 0; i <= written; i++) {
            int count = gaps.contains(i) ? 1 + random.nextInt(4) / 3 : 0;
            for (int m = 0; m < count; m++) {
                Set<String> kinds = kinds(random, 1);
                List<Key> own = keys.get(written + 1 + 2 * i + m);
                query.append(" !").append(condition(kinds, scope));
                query.append(global ? "" : by(own));
                query.append(random.nextInt(6) > 0 ? "" : " with runs=2");
                missing.add(new Missing(new Term(kinds, concat(shared, own)), stages.size()));
            }
            if (i == written) {
                break;
            }
            Set<String> kinds = kinds(random, 1 + random.nextInt(2));
            int runs =
                    written == 1 && withMissing
                            ? 1 + random.nextInt(4) / 2
                            : written == 1
                                    ? 2 + random.nextInt(3)
                                    : pair ? 1 : 1 + random.nextInt(4) / 3;
            query.append(' ').append(condition(kinds, scope));
            query.append(global ? "" : by(keys.get(i)));
            query.append(runs == 1 ? "" : " with runs=" + runs);
            for (int run = 0; run < runs; run++) {
                stages.add(new Term(kinds, concat(shared, keys.get(i))));
            }
        }
        Term until = null;
        if (!pair && random.nextInt(3) == 0) {
            until = new Term(kinds(random, 1), concat(shared, keys.get(written)));
            query.append(" until ").append(condition(until.kinds(), scope));
            query.append(global ? "" : by(keys.get(written)));
        }
        return new RandomSequence(
                query.toString(),
                new ReferenceSequences(stages, until, span, missing),
                scope,
                random.nextBoolean(),
                step);
    }

    /** Before which terms, or after the last, something must be missing; at least one. */
    private static Set<Integer> gaps(Random random, int written) {
        Set<Integer> gaps = new TreeSet<>(Set.of(random.nextInt(written + 1)));
        if (random.nextInt(3) == 0) {
            gaps.addAll(List.of(0, written));
        }
        for (int gap = 1; gap < written; gap++) {
            if (random.nextInt(4) == 0) {
                gaps.add(gap);
            }
        }
        return gaps;
    }

    /** Events in the order in which they are read. */
    public List<Event> events(Random random, String stream) {
        int count = 4 + random.nextInt(20);
        Instant start = pick(random, STARTS);
        List<Event> events = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            Map<String, List<Object>> values = new HashMap<>();
            values.put("u", pick(random, VALUES));
            values.put("v", pick(random, VALUES));
            if (stream != null) {
                values.put(STREAM, List.of(stream));
            }
            Integer tie = tiebreaker && random.nextInt(3) > 0 ? random.nextInt(3) - 1 : null;
            Instant time =
                    start.plus(step.multipliedBy(random.nextInt(10)))
                            .plusNanos(pick(random, NANOS));
            events.add(
                    new Event(id, time, tie, id, kinds(random, 3 - random.nextInt(9) / 3), values));
        }
        return events;
    }

    /** A number of keys, each field and its being optional chosen once or for each term anew. */
    private static List<List<Key>> keys(Random random, int terms) {
        int count = random.nextInt(3);
        boolean global = random.nextBoolean();
        List<List<Key>> keys = new ArrayList<>();
        for (int term = 0; term < terms; term++) {
            if (term > 0 && global) {
                keys.add(keys.get(0));
                continue;
            }
            List<Key> own = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                own.add(new Key(random.nextBoolean() ? "u" : "v", random.nextInt(3) == 0));
            }
            keys.add(own);
        }
        return keys;
    }

    private static Set<String> kinds(Random random, int count) {
        Set<String> kinds = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            kinds.add(pick(random, KINDS));
        }
        return kinds;
    }

    private static String condition(Set<String> kinds, String scope) {
        String kind =
                kinds.stream()
                        .map(k -> "kind == \"" + k + "\"")
                        .collect(Collectors.joining(" or "));
        return scope == null
                ? "[any where " + kind + "]"
                : "[any where scope == \"" + scope + "\" and (" + kind + ")]";
    }

    private static String by(List<Key> keys) {
        return keys.isEmpty()
                ? ""
                : keys.stream()
                        .map(key -> (key.optional() ? "?" : "") + key.field())
                        .collect(Collectors.joining(", ", " by ", ""));
    }

    private static <T> List<T> concat(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
