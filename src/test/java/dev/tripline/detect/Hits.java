// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Coordinates;
import dev.tripline.event.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Hits of a rule whose terms are called A, B, C …; times are milliseconds after {@link #START}. */
final class Hits {

    static final String RULE = "rule@0123456789ab";
    static final long START = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();

    private Hits() {}

    static Hit hit(String terms, long millis) {
        return hit(terms, "[\"key\"]", millis, terms + millis);
    }

    static Hit hit(String terms, String joinKey, long millis, String identity) {
        Timestamp time = Timestamp.ofMillis(START + millis);
        Coordinates place = Coordinates.ofLine("test", "hits.ndjson", 1);
        return new Hit(
                RULE,
                joinKey,
                bits(terms),
                new Evidence(time, null, identity, identity, place, "{}"));
    }

    /** One of the records of a request, in the order of their stages. */
    static Hit record(String terms, String joinKey, String request, String stage, long millis) {
        String identity = request + "/" + stage;
        return new Hit(
                RULE,
                joinKey,
                bits(terms),
                new Evidence(
                        Timestamp.ofMillis(START + millis),
                        null,
                        identity,
                        identity,
                        request,
                        Coordinates.ofLine("test", "hits.ndjson", 1),
                        "{}",
                        false,
                        0));
    }

    /** The same event, read once more at another place. */
    static Hit again(Hit hit) {
        Evidence read = hit.evidence();
        Evidence again =
                new Evidence(
                        read.time(),
                        read.tiebreaker(),
                        read.order(),
                        read.identity(),
                        read.request(),
                        Coordinates.ofRecord("other", "topic", 3, 7),
                        read.fields(),
                        read.late(),
                        read.modifiers());
        return new Hit(hit.ruleKey(), hit.joinKey(), hit.terms(), again);
    }

    /** Of one key, in any order; each matches at least one of so many terms. */
    static List<Hit> random(Random random, int terms) {
        List<Hit> hits = new ArrayList<>();
        int count = 2 + random.nextInt(14);
        for (int i = 0; i < count; i++) {
            StringBuilder matched = new StringBuilder();
            for (int term = 0; term < terms; term++) {
                if (random.nextInt(term + 2) == 0) {
                    matched.append((char) ('A' + term));
                }
            }
            if (!matched.isEmpty()) {
                hits.add(hit(matched.toString(), "[1]", random.nextInt(60), matched + "-" + i));
            }
        }
        return hits;
    }

    private static long bits(String terms) {
        return terms.chars().mapToLong(term -> 1L << term - 'A').reduce(0, (a, b) -> a | b);
    }
}
