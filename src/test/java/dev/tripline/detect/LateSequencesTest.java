// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.again;
import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.SequenceOperator.Kind;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LateSequencesTest {

    private static final int STREAMS = Integer.getInteger("tripline.streams", 1_500);
    private static final long FIRST_SEED = Long.getLong("tripline.seed", 1);
    private static final long MEMORY = SequenceOperator.MEMORY.toMillis();
    private static final String KEY = "[\"key\"]";
    private static final SequenceShape A_THEN_B =
            new SequenceShape(List.of(0, 1), SequenceShape.NO_UNTIL, Duration.ofMinutes(1));

    @Test
    void findsASequenceAtOnceWhoseHalvesComeInTheWrongOrder() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.LATE, A_THEN_B)) {
            operator.receive(hit("B", 20), hit("B", 21)).passes(30).receive(hit("A", 10));

            assertThat(operator.found()).containsExactly(KEY + " [A10, B20]");
            assertThat(operator.detections().get(0).events())
                    .extracting(Evidence::late)
                    .containsExactly(true, false);
        }
    }

    @Test
    void aSequenceThatBeganLateWaitsForItsEnd() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.LATE, A_THEN_B)) {
            operator.passes(30).receive(hit("A", 10), hit("B", 40)).passes(39);
            assertThat(operator.found()).isEmpty();

            operator.passes(40);
            assertThat(operator.found()).containsExactly(KEY + " [A10, B40]");
        }
    }

    @Test
    void leavesToOthersWhatComesInTime() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.LATE, A_THEN_B)) {
            operator.receive(hit("A", 10), hit("B", 20)).passes(30);
            operator.receive(hit("A", 5), hit("A", 40), hit("B", 50)).passes(60);

            assertThat(operator.found()).isEmpty();
        }
    }

    @Test
    void doesNotFindTwiceWhatIsDeliveredTwice() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.LATE, A_THEN_B)) {
            Hit late = hit("A", 10);
            operator.receive(hit("B", 20)).passes(30).receive(late, again(late));

            assertThat(operator.found()).hasSize(1);
        }
    }

    @Test
    void goesOnFromItsState() throws Exception {
        try (SequenceOperator before = SequenceOperator.start(Kind.LATE, A_THEN_B)) {
            before.receive(hit("B", "[1]", 20, "b")).passes(30);
            before.receive(hit("A", "[2]", 10, "late a"));
            try (SequenceOperator after = before.restored()) {
                after.passes(30).receive(hit("A", "[1]", 10, "a"), hit("B", "[2]", 40, "b"));
                after.passes(40);

                assertThat(after.found()).containsExactly("[1] [a, b]", "[2] [late a, b]");
            }
        }
    }

    @Test
    void remembersNothingOnceTheHorizonHasPassed() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.LATE, A_THEN_B)) {
            operator.receive(hit("B", 20)).passes(MEMORY).receive(hit("A", 10));
            operator.passes(MEMORY + 9);
            assertThat(operator.sequenceEntries()).isPositive();

            operator.passes(MEMORY + 20).receive(hit("A", 11), hit("B", MEMORY + 30));
            operator.passes(3 * MEMORY);
            assertThat(operator.found()).containsExactly(KEY + " [A10, B20]");
            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    @Test
    void leavesOutSequencesThatEndWithAMissingEvent() throws Exception {
        SequenceShape shape =
                new SequenceShape(
                        List.of(0),
                        SequenceShape.NO_UNTIL,
                        Duration.ofSeconds(1),
                        new MissingTerms(0, List.of(), 2));
        try (SequenceOperator operator = SequenceOperator.start(Kind.LATE, shape)) {
            operator.receive(hit("B", 20)).passes(30).receive(hit("A", 10)).passes(10_000);

            assertThat(operator.found()).isEmpty();
            assertThat(operator.sequenceEntries()).isZero();
        }
    }

    @Test
    void remembersTheNewestHitsOfABusyKey() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.LATE, A_THEN_B)) {
            for (int i = 1; i <= LateSequences.MAX_HITS; i++) {
                operator.receive(hit("B", 2 * i));
            }
            operator.passes(MEMORY / 2).receive(hit("A", 1));
            assertThat(operator.found()).isEmpty();

            operator.receive(hit("A", 2 * LateSequences.MAX_HITS - 1));
            assertThat(operator.found())
                    .containsExactly(
                            KEY
                                    + " [A"
                                    + (2 * LateSequences.MAX_HITS - 1)
                                    + ", B"
                                    + 2 * LateSequences.MAX_HITS
                                    + "]");
        }
    }

    @Test
    void findsEveryMatchThatWouldHaveBeenFoundInTime() throws Exception {
        int late = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            Random random = new Random(seed);
            RandomSequence sequence =
                    seed % 2 == 0
                            ? RandomSequence.of(random, null)
                            : RandomSequence.withMissing(random, null);
            String tiebreaker = sequence.tiebreaker() ? StreamEvents.TIEBREAKER : null;
            Rule rule = QueryRule.of("random", sequence.query(), tiebreaker);
            SequenceShape shape = SequenceShape.of((SequenceQuery) rule.query());
            if (shape.missing().leading() != 0 || shape.missing().trailing() != 0) {
                continue;
            }
            try (Comparison comparison = new Comparison(rule, shape, sequence.meaning(), random)) {
                late += comparison.over(sequence.events(random, null), "seed " + seed);
            }
        }
        assertThat(late).as("the streams are worth comparing").isGreaterThan(STREAMS / 5);
    }

    /** One sequence over events that arrive in any order while the watermark moves on. */
    private static final class Comparison implements AutoCloseable {

        private final Rule rule;
        private final ReferenceSequences reference;
        private final Random random;
        private final SequenceOperator inTime;
        private SequenceOperator late;
        private final List<ReferenceSequences.Event> arrived = new ArrayList<>();
        private long watermark = Long.MIN_VALUE;
        private int checked;

        Comparison(Rule rule, SequenceShape shape, ReferenceSequences reference, Random random)
                throws Exception {
            this.rule = rule;
            this.reference = reference;
            this.random = random;
            Duration memory = Duration.ofDays(30);
            inTime = SequenceOperator.start(Kind.EXACT, shape, memory);
            late = SequenceOperator.start(Kind.LATE, shape, memory);
        }

        /** How many matches were found late. */
        int over(List<ReferenceSequences.Event> stream, String name) throws Exception {
            List<ReferenceSequences.Event> events = new ArrayList<>(stream);
            Collections.shuffle(events, random);
            Set<String> found = new HashSet<>();
            Set<Integer> lateIds = new TreeSet<>();
            int restart = random.nextInt(events.size());
            for (int i = 0; i < events.size(); i++) {
                ReferenceSequences.Event event = events.get(i);
                arrived.add(event);
                if (event.time().toEpochMilli() <= watermark) {
                    lateIds.add(event.id());
                }
                List<Hit> hits = hits(event);
                inTime.receive(hits);
                late.receive(hits);
                if (random.nextInt(4) == 0) {
                    pass(arrived.get(random.nextInt(arrived.size())).time().toEpochMilli());
                }
                List<String> all = late.found();
                assertThat(shown(passed())).as(name).containsAll(all.subList(checked, all.size()));
                checked = all.size();
                if (i == restart) {
                    found.addAll(all);
                    restart();
                }
            }
            pass(events.stream().mapToLong(e -> e.time().toEpochMilli()).max().orElseThrow());
            found.addAll(late.found());
            int ofLate = found.size();
            found.addAll(inTime.found());
            assertThat(found)
                    .as("%s: %s over %s, late %s", name, rule.query(), events, lateIds)
                    .containsAll(shown(events));
            return ofLate;
        }

        private void restart() throws Exception {
            SequenceOperator before = late;
            late = before.restored();
            before.close();
            checked = 0;
            pass(watermark);
        }

        private void pass(long time) throws Exception {
            watermark = Math.max(watermark, time);
            if (watermark != Long.MIN_VALUE) {
                inTime.passes(watermark - Hits.START);
                late.passes(watermark - Hits.START);
            }
        }

        private List<ReferenceSequences.Event> passed() {
            return arrived.stream().filter(e -> e.time().toEpochMilli() <= watermark).toList();
        }

        private Set<String> shown(Collection<ReferenceSequences.Event> events) {
            Set<String> shown = new HashSet<>();
            reference.in(events).forEach(match -> shown.add(StreamEvents.show(match)));
            return shown;
        }

        private List<Hit> hits(ReferenceSequences.Event event) {
            return SequencesInMemory.hits(
                            rule, StreamEvents.fields(), List.of(StreamEvents.event(event)))
                    .stream()
                    .map(h -> new Hit(Hits.RULE, h.joinKey(), h.terms(), h.evidence()))
                    .toList();
        }

        @Override
        public void close() throws Exception {
            inTime.close();
            late.close();
        }
    }
}
