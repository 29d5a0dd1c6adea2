// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.TermsOperators.Seen;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.EventQuery;
import dev.tripline.eql.JoinKey;
import dev.tripline.rule.NewTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Evaluation, which leaves repetitions out, and the operator behind it against a reference that
 * sees every event.
 */
class SightingsPropertyTest {

    /** Minutes. */
    private static final int SPAN = 4_000;

    /** How far events may be out of order; the watermark stays so far behind the newest. */
    private static final int DISORDER = 130;

    @Property(tries = 40)
    void whatIsNewDependsOnTheEventsAlone(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        NewTerms rule = rule(random);
        List<Seen> events = events(random);

        assertThat(run(random, rule, events))
                .containsExactlyInAnyOrderElementsOf(reference(rule, events));
    }

    @Property(tries = 100)
    void aRuleTestFindsTheSame(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        NewTerms rule = rule(random);
        List<Seen> events = events(random);
        Collections.shuffle(events, random);

        assertThat(TermsOperators.inMemory(rule, events))
                .containsExactlyInAnyOrderElementsOf(reference(rule, events));
    }

    private static NewTerms rule(Random random) throws Exception {
        JoinKey cluster = new JoinKey("cluster", true);
        return new NewTerms(
                List.of(cluster, new JoinKey("user", false)),
                Duration.ofMinutes(100 + random.nextInt(2_000)),
                random.nextBoolean() ? List.of(cluster) : List.of(),
                random.nextBoolean()
                        ? (EventQuery) EqlParser.parse("any where verb == \"watch\"")
                        : null,
                Duration.ofMinutes(random.nextInt(3) * 500L),
                random.nextBoolean()
                        ? (EventQuery) EqlParser.parse("any where watched == true")
                        : null,
                1_000);
    }

    private static List<Seen> events(Random random) {
        List<Seen> events = new ArrayList<>();
        int count = random.nextInt(150);
        int silence = random.nextInt(SPAN);
        for (int i = 0; i < count; i++) {
            long minutes = random.nextInt(SPAN);
            minutes = minutes < silence ? minutes / 10 : minutes;
            String one = "user-" + random.nextInt(5);
            Object user =
                    random.nextInt(6) == 0 ? new Object[] {one, "user-" + random.nextInt(5)} : one;
            String cluster = random.nextInt(4) == 0 ? null : "cluster-" + random.nextInt(2);
            String verb = random.nextInt(8) == 0 ? "watch" : "get";
            Seen seen = new Seen("e" + i, minutes, cluster, user, verb, random.nextInt(3) == 0);
            events.add(seen);
            if (random.nextInt(5) == 0) {
                events.add(seen);
            }
        }
        return events;
    }

    private static List<String> run(Random random, NewTerms rule, List<Seen> events)
            throws Exception {
        Map<Seen, Long> arrival = new HashMap<>();
        events.forEach(seen -> arrival.put(seen, seen.minutes() + random.nextInt(DISORDER)));
        List<Seen> arriving = new ArrayList<>(events);
        arriving.sort(Comparator.comparing(arrival::get));
        List<String> found = new ArrayList<>();
        TermsOperators operators = TermsOperators.start(rule);
        for (Seen seen : arriving) {
            operators.receive(seen);
            if (random.nextInt(3) == 0) {
                operators.passes(arrival.get(seen) - DISORDER);
            }
            if (random.nextInt(150) == 0) {
                found.addAll(operators.found());
                TermsOperators next = operators.restored();
                operators.close();
                operators = next;
            }
        }
        operators.ends();
        found.addAll(operators.found());
        assertThat(operators.late()).isEmpty();
        assertThat(operators.stateEntries()).isZero();
        operators.close();
        return found;
    }

    /** All that was ever seen is kept, and looked through for every event. */
    private static List<String> reference(NewTerms rule, List<Seen> events) {
        List<Seen> inOrder = new ArrayList<>(events);
        inOrder.sort(Comparator.comparing(Seen::minutes).thenComparing(Seen::identity));
        long slot = Math.min(3_600_000, rule.history().toMillis() / 24);
        Map<String, List<Long>> sightings = new HashMap<>();
        Map<String, Long> began = new HashMap<>();
        Map<String, Long> latest = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (Seen seen : inOrder) {
            boolean showsTerm = !seen.verb().equals("watch");
            if (!showsTerm && rule.learningStart() == null) {
                continue;
            }
            long now = Math.floorDiv(seen.millis(), slot);
            long since = now - (rule.history().toMillis() + slot - 1) / slot;
            String cluster = seen.cluster() == null ? "null" : '"' + seen.cluster() + '"';
            String group = rule.learningBy().isEmpty() ? "" : cluster;
            if (latest.getOrDefault(group, Long.MIN_VALUE) < since) {
                began.put(group, seen.millis());
            }
            latest.put(group, now);
            if (!showsTerm) {
                continue;
            }
            Object[] users =
                    seen.user() instanceof Object[] both ? both : new Object[] {seen.user()};
            for (Object user : List.of(users).stream().distinct().toList()) {
                String term = "[" + cluster + ",\"" + user + "\"]";
                List<Long> before = sightings.computeIfAbsent(term, t -> new ArrayList<>());
                boolean isNew = before.stream().noneMatch(time -> time >= since);
                before.add(now);
                boolean learning =
                        seen.millis() < began.get(group) + rule.learningPeriod().toMillis();
                boolean exempt = rule.learningExempt() != null && seen.watched();
                if (isNew && (!learning || exempt)) {
                    found.add(term + " [" + seen.identity() + "]");
                }
            }
        }
        return found;
    }
}
