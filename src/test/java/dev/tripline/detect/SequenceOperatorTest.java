// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.again;
import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.SequenceOperator.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Flink CEP and the exact operator have in common when they look for A, then B. */
class SequenceOperatorTest {

    private static final long SPAN = 60_000;
    private static final SequenceShape A_THEN_B =
            new SequenceShape(List.of(0, 1), SequenceShape.NO_UNTIL, Duration.ofMillis(SPAN));

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void waitsForTheWatermark(Kind kind) throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(kind, A_THEN_B)) {
            operator.receive(hit("B", 20), hit("A", 10)).passes(19);
            assertThat(operator.found()).isEmpty();

            operator.passes(20);
            assertThat(operator.found()).containsExactly("[\"key\"] [A10, B20]");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void handsOverWhatComesTooLate(Kind kind) throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(kind, A_THEN_B)) {
            operator.receive(hit("B", 20)).passes(20);
            Hit late = hit("A", 10);
            Hit justLate = hit("A", 20);
            Hit inTime = hit("A", 21);

            operator.receive(late, justLate, inTime, hit("B", 22)).passes(100);

            assertThat(operator.late())
                    .containsExactly(
                            new LateHit(late.comingLate(), Hits.START + 20),
                            new LateHit(justLate.comingLate(), Hits.START + 20));
            assertThat(operator.found()).containsExactly("[\"key\"] [A21, B22]");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void remembersNothingOnceTheSpanHasPassed(Kind kind) throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(kind, A_THEN_B)) {
            for (int key = 0; key < 50; key++) {
                operator.receive(
                        hit("A", "[" + key + "]", key, "a"),
                        hit("A", "[" + key + "]", key + 7, "a again"),
                        hit(key % 2 == 0 ? "B" : "AB", "[" + key + "]", key + 9, "b"),
                        hit("B", "[" + key + "]", key + SPAN, "too late"));
            }
            for (long time = 0; time <= 2 * SPAN + 100; time += 499) {
                operator.passes(time);
            }

            assertThat(operator.found()).hasSize(75);
            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void remembersOnlyTheNewestOfManyStarts(Kind kind) throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(kind, A_THEN_B)) {
            int most = 0;
            long step = SequenceOperator.MEMORY.toMillis() / 2;
            for (int i = 0; i < 10_000; i++) {
                operator.receive(hit("A", i * step)).passes(i * step);
                most = Math.max(most, operator.stateEntries());
            }

            assertThat(most).isLessThan(20);
            long last = 9_999 * step;
            operator.receive(hit("B", last + 1)).passes(last + 1);
            assertThat(operator.found())
                    .containsExactly("[\"key\"] [A" + last + ", B" + (last + 1) + "]");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void theCostOfABurstGrowsWithItsLength(Kind kind) throws Exception {
        burst(kind, 5_000);
        long small = Math.max(burst(kind, 5_000), Duration.ofMillis(100).toNanos());
        long large = burst(kind, 40_000);

        // Eight times the work; quadratic would be 64 times.
        assertThat((double) large / small).isLessThan(32);
    }

    private static long burst(Kind kind, int hits) throws Exception {
        List<Hit> burst = new ArrayList<>();
        for (int i = 0; i < hits; i++) {
            burst.add(hit("A", "[1]", i % SPAN, String.valueOf(i)));
        }
        try (SequenceOperator operator = SequenceOperator.start(kind, A_THEN_B)) {
            long start = System.nanoTime();
            operator.receive(burst).passes(SPAN);
            return System.nanoTime() - start;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void goesOnFromItsState(Kind kind) throws Exception {
        try (SequenceOperator before = SequenceOperator.start(kind, A_THEN_B)) {
            before.receive(hit("A", 10), hit("AB", 20), hit("B", 5_000)).passes(4_999);
            try (SequenceOperator after = before.restored()) {
                after.receive(hit("B", 5_001)).passes(6_000);

                assertThat(before.found()).containsExactly("[\"key\"] [A10, AB20]");
                assertThat(after.found()).containsExactly("[\"key\"] [AB20, B5000]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void anEventThatIsDeliveredTwiceDoesNotFollowItself(Kind kind) throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(kind, A_THEN_B)) {
            Hit both = hit("AB", 20);

            operator.receive(both, again(both), hit("B", 30)).passes(100);

            assertThat(operator.found()).containsExactly("[\"key\"] [AB20, B30]");
        }
    }

    @Test
    void bothFindTheSame() throws Exception {
        for (long seed = 1; seed <= 300; seed++) {
            List<Hit> hits = randomHits(new Random(seed));

            assertThat(found(Kind.EXACT, hits))
                    .as("seed %d: %s", seed, hits)
                    .containsExactlyInAnyOrderElementsOf(found(Kind.CEP, hits));
        }
    }

    private static List<String> found(Kind kind, List<Hit> hits) throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(kind, A_THEN_B)) {
            List<Hit> shuffled = new ArrayList<>(hits);
            Collections.shuffle(shuffled, new Random(kind.ordinal()));
            operator.receive(shuffled);
            for (long time = 0; time <= 4 * SPAN; time += SPAN / 3) {
                operator.passes(time);
            }
            return operator.found();
        }
    }

    private static List<Hit> randomHits(Random random) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String terms = List.of("A", "B", "AB").get(random.nextInt(3));
            String key = "[" + random.nextInt(3) + "]";
            long time = random.nextInt(8) * SPAN / 2 + random.nextInt(3) - 1;
            Hit hit = hit(terms, key, Math.max(1, time), String.valueOf(i));
            hits.add(hit);
            if (random.nextInt(5) == 0) {
                hits.add(again(hit));
            }
        }
        return hits;
    }
}
