// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.again;
import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.alert.Alert;
import dev.tripline.alert.AlertState;
import dev.tripline.alert.Ledger;
import dev.tripline.detect.SequenceOperator.Kind;
import dev.tripline.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sequences before the watermark, alone and with what the ledger makes of them. */
class EagerSequencesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int SPAN = 20;

    private static final SequenceShape A_THEN_B = shape(0, 1);

    private static SequenceShape shape(Integer... stages) {
        return new SequenceShape(List.of(stages), SequenceShape.NO_UNTIL, Duration.ofMillis(SPAN));
    }

    @Test
    void whatIsThereIsFoundAtOnceInAnyOrderOfArrival() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EAGER, A_THEN_B)) {
            operator.receive(hit("B", 20));
            assertThat(operator.found()).isEmpty();

            operator.receive(hit("A", 10));
            assertThat(operator.found()).containsExactly("[\"key\"] [A10, B20]");
        }
    }

    @Test
    void theOrderIsThatOfTheEvents() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EAGER, A_THEN_B)) {
            operator.receive(hit("A", 20), hit("B", 10), hit("B", 20 + SPAN + 1)).passes(100);

            assertThat(operator.found()).isEmpty();
        }
    }

    @Test
    void aMatchIsFoundOnceHoweverOftenItsEventsCome() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EAGER, A_THEN_B)) {
            operator.receive(hit("A", 10), hit("B", 20), again(hit("B", 20)), again(hit("A", 10)));
            operator.receive(hit("A", 30), hit("B", 20));

            assertThat(operator.found()).containsExactly("[\"key\"] [A10, B20]");
        }
    }

    @Test
    void oneEventDoesNotFollowItself() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EAGER, shape(0, 0))) {
            operator.receive(hit("A", 10), again(hit("A", 10)));

            assertThat(operator.found()).isEmpty();
        }
    }

    @Test
    void goesOnFromWhatTheWatermarkHasPassed() throws Exception {
        try (SequenceOperator before = SequenceOperator.start(Kind.EAGER, A_THEN_B)) {
            before.receive(hit("A", 10)).passes(12);
            try (SequenceOperator after = before.restored()) {
                after.receive(hit("B", 25));

                assertThat(after.found()).containsExactly("[\"key\"] [A10, B25]");
            }
        }
    }

    @Test
    void looksBackAtNoMoreHitsOfAKeyThanItMay() throws Exception {
        List<Hit> burst = new ArrayList<>();
        for (int i = 0; i < 5 * EagerSequences.MAX_HITS; i++) {
            burst.add(hit("A", "[1]", 10 + i % 5, "a" + i));
        }
        try (SequenceOperator operator = SequenceOperator.start(Kind.EAGER, A_THEN_B)) {
            operator.receive(burst).receive(hit("B", "[1]", 12, "early"));
            assertThat(operator.found()).isEmpty();

            operator.receive(hit("B", "[1]", 16, "b"));
            assertThat(operator.found()).hasSize(1);

            operator.passes(200);
            assertThat(operator.sequenceEntries()).isZero();
        }
    }

    /** A pod that asks all day, of which somebody steals the token. */
    @Test
    void hitsInOrderAreNeverTooMany() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EAGER, A_THEN_B)) {
            for (int i = 0; i < 2 * EagerSequences.MAX_HITS; i++) {
                operator.receive(hit("B", "[1]", i, "b" + i));
            }
            operator.receive(hit("A", "[1]", 2 * EagerSequences.MAX_HITS, "a"));
            assertThat(operator.found()).isEmpty();

            operator.receive(hit("B", "[1]", 2 * EagerSequences.MAX_HITS + 5, "after"));
            assertThat(operator.found()).hasSize(1);
        }
    }

    @Test
    void remembersNothingOnceTheSpanHasPassed() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EAGER, shape(0, 1, 2))) {
            operator.receive(Hits.random(new Random(1), 3)).passes(200).passes(100_000);

            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    /**
     * Streams that arrive in any order, some of it too late, under watermarks that come at any
     * time: in the end the alerts are those of the exact operator, and they were told before.
     */
    @Test
    void inTheEndTheAlertsAreTheExactOnes() throws Exception {
        Outcome all = new Outcome();
        for (long seed = 1; seed <= 120; seed++) {
            List<List<Integer>> stages =
                    List.of(List.of(0, 1), List.of(0, 1, 2), List.of(0, 0, 1), List.of(0, 0));
            SequenceShape shape =
                    new SequenceShape(
                            stages.get((int) seed % stages.size()),
                            seed % 7 == 0 ? 2 : SequenceShape.NO_UNTIL,
                            Duration.ofMillis(SPAN));
            all.add(run(shape, new Random(seed), "seed " + seed));
        }

        assertThat(all.certain).isGreaterThan(90);
        assertThat(all.withdrawn).isGreaterThan(3);
    }

    /** What docs/semantics.md says of them, with some room. */
    @Test
    void fewAreWithdrawn() throws Exception {
        assertThat(share(SPAN, 3_000)).isLessThan(0.12);
        assertThat(share(SPAN / 10, 3_000)).isLessThan(0.03);
    }

    /** Of the alerts that are told early, those that are withdrawn. */
    private static double share(int delay, int hits) throws Exception {
        Random random = new Random(7);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < hits; i++) {
            long time = 10 + random.nextInt(10 * hits / 4);
            String terms = random.nextBoolean() ? "A" : "B";
            Hit hit = hit(terms, "[" + random.nextInt(4) + "]", time, terms + i);
            arrivals.add(new Arrival(time + random.nextInt(delay + 1), hit));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::time));
        Set<String> found;
        Set<String> exact;
        try (SequenceOperator early = SequenceOperator.start(Kind.EAGER, A_THEN_B);
                SequenceOperator certain = SequenceOperator.start(Kind.EXACT, A_THEN_B)) {
            for (Arrival arrival : arrivals) {
                early.receive(arrival.hit()).passes(arrival.time() - delay - 1);
                certain.receive(arrival.hit()).passes(arrival.time() - delay - 1);
            }
            certain.passes(100_000);
            found = completions(early);
            exact = completions(certain);
        }
        assertThat(found).containsAll(exact);
        return 1.0 * (found.size() - exact.size()) / found.size();
    }

    private record Arrival(long time, Hit hit) {}

    private static Set<String> completions(SequenceOperator operator) {
        Set<String> completions = new TreeSet<>();
        for (Detection detection : operator.detections()) {
            completions.add(detection.joinKey() + " " + detection.completing().identity());
        }
        return completions;
    }

    private static final class Outcome {
        private int certain;
        private int withdrawn;

        void add(Outcome other) {
            certain += other.certain;
            withdrawn += other.withdrawn;
        }
    }

    private static Outcome run(SequenceShape shape, Random random, String name) throws Exception {
        Rule rule = QueryRule.of("rule", "sequence [any where true] with runs=3");
        List<Hit> hits = Hits.random(random, 3);
        Collections.shuffle(hits, random);
        long passed = -1;
        try (SequenceOperator eager = SequenceOperator.start(Kind.EAGER, shape);
                SequenceOperator exact = SequenceOperator.start(Kind.EXACT, shape);
                Ledger ledger = Ledger.of(rule);
                Ledger reference = Ledger.of(rule)) {
            Tail early = new Tail(eager, rule);
            Tail certain = new Tail(exact, rule);
            for (Hit hit : hits) {
                eager.receive(hit);
                exact.receive(hit);
                if (random.nextInt(6) == 0) {
                    passed += random.nextInt(15);
                    pass(passed, random, early, certain, ledger, reference);
                }
            }
            pass(10_000, random, early, certain, ledger, reference);

            assertThat(completions(eager)).as(name).containsAll(completions(exact));
            assertThat(documents(ledger)).as(name).isEqualTo(documents(reference));
            return outcome(ledger);
        }
    }

    /** Both ways to the ledger before the watermark, in any order. */
    private static void pass(
            long millis, Random random, Tail early, Tail certain, Ledger ledger, Ledger reference)
            throws Exception {
        List<Detection> provisional = early.rest();
        early.operator.passes(millis);
        certain.operator.passes(millis);
        List<Detection> exact = certain.rest();
        for (Detection detection : exact) {
            reference.certain(detection);
        }
        boolean overtaken = random.nextInt(4) == 0;
        if (!overtaken) {
            ledger.provisional(provisional.toArray(Detection[]::new));
        }
        ledger.certain(exact.toArray(Detection[]::new));
        if (overtaken) {
            ledger.provisional(provisional.toArray(Detection[]::new));
        }
        ledger.passes(Hits.START + millis);
    }

    private static Outcome outcome(Ledger ledger) {
        Outcome outcome = new Outcome();
        for (Alert alert : ledger.alerts()) {
            switch (alert.state()) {
                case PROVISIONAL -> {}
                case WITHDRAWN -> outcome.withdrawn++;
                case FINAL -> outcome.certain++;
            }
        }
        return outcome;
    }

    private static Map<String, ObjectNode> documents(Ledger ledger) throws Exception {
        Map<String, ObjectNode> documents = new TreeMap<>();
        for (Alert alert : ledger.last().values()) {
            if (alert.state() == AlertState.FINAL) {
                ObjectNode document = document(alert);
                ((ObjectNode) document.at("/tripline/alert")).remove("revision");
                documents.put(alert.id(), document);
            } else {
                assertThat(alert.state()).isEqualTo(AlertState.WITHDRAWN);
            }
        }
        return documents;
    }

    private static ObjectNode document(Alert alert) throws Exception {
        return (ObjectNode) JSON.readTree(alert.document());
    }

    /** What an operator puts out, bit by bit, as of a rule. */
    private static final class Tail {
        private final SequenceOperator operator;
        private final Rule rule;
        private int taken;

        Tail(SequenceOperator operator, Rule rule) {
            this.operator = operator;
            this.rule = rule;
        }

        List<Detection> rest() {
            List<Detection> all = operator.detections();
            List<Detection> rest =
                    all.subList(taken, all.size()).stream()
                            .map(
                                    found ->
                                            new Detection(
                                                    rule.key(), found.joinKey(), found.events()))
                            .toList();
            taken = all.size();
            return rest;
        }
    }
}
