// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.SequenceOperator.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only the exact operator can: more stages, {@code until}, no span. */
class ExactSequencesTest {

    private static final int UNTIL = 3;
    private static final SequenceShape A_THEN_B_THEN_C =
            new SequenceShape(List.of(0, 1, 2), UNTIL, Duration.ofMinutes(1));

    @Test
    void remembersNothingOnceTheSpanHasPassed() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, A_THEN_B_THEN_C)) {
            operator.receive(hit("A", 1), hit("B", 2), hit("A", 3), hit("B", 30_000), hit("A", 9));
            operator.passes(60_003);
            assertThat(operator.stateEntries()).isPositive();

            operator.passes(60_010);
            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    @Test
    void remembersNothingAfterUntil() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, A_THEN_B_THEN_C)) {
            operator.receive(hit("A", 1), hit("B", 2), hit("A", 3), hit("D", 4)).passes(4);

            assertThat(operator.sequenceEntries()).isZero();
            operator.receive(hit("C", 5)).passes(100_000);
            assertThat(operator.found()).isEmpty();
            assertThat(operator.timers()).isZero();
        }
    }

    @Test
    void goesOnWithTheLaterStagesFilledAndTheFirstEmpty() throws Exception {
        try (SequenceOperator before = SequenceOperator.start(Kind.EXACT, A_THEN_B_THEN_C)) {
            before.receive(hit("A", 1), hit("B", 2), hit("C", 9)).passes(5);
            try (SequenceOperator after = before.restored()) {
                after.passes(9);
                assertThat(after.found()).containsExactly("[\"key\"] [A1, B2, C9]");

                after.passes(60_002);
                assertThat(after.stateEntries()).isZero();
                assertThat(after.timers()).isZero();
            }
        }
    }

    @Test
    void forgetsInTheEndWhenTheRetentionWasRaisedMeanwhile() throws Exception {
        SequenceShape endless = new SequenceShape(List.of(0, 1), SequenceShape.NO_UNTIL, null);
        SequenceShape minute = endless.orWithin(Duration.ofMinutes(1));
        SequenceShape twoMinutes = endless.orWithin(Duration.ofMinutes(2));
        try (SequenceOperator before = SequenceOperator.start(Kind.EXACT, minute)) {
            before.receive(hit("A", 1)).passes(1);
            try (SequenceOperator after = before.restored(twoMinutes)) {
                after.passes(60_002);
                assertThat(after.stateEntries()).isPositive();

                after.passes(120_002);
                assertThat(after.stateEntries()).isZero();
                assertThat(after.timers()).isZero();
            }
        }
    }

    @Test
    void waitsForEverWithoutASpan() throws Exception {
        SequenceShape endless = new SequenceShape(List.of(0, 1), SequenceShape.NO_UNTIL, null);
        long year = Duration.ofDays(365).toMillis();
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, endless)) {
            operator.receive(hit("A", 1)).passes(year);
            operator.receive(hit("B", year + 1)).passes(year + 1);

            assertThat(operator.found()).containsExactly("[\"key\"] [A1, B" + (year + 1) + "]");
        }
    }

    @Test
    void dropsTheStateOfARuleThatIsGone() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, A_THEN_B_THEN_C)) {
            Hit known = hit("A", 1);
            operator.receive(
                            new Hit(
                                    "gone@0123456789ab",
                                    known.joinKey(),
                                    known.terms(),
                                    known.evidence()))
                    .passes(1)
                    .passes(60_000);

            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    private static final long B = 1L << 1;
    private static final SequenceShape A_NOT_B =
            new SequenceShape(
                    List.of(0),
                    SequenceShape.NO_UNTIL,
                    Duration.ofMinutes(1),
                    new MissingTerms(0, List.of(), B));
    private static final SequenceShape NOT_B_A_NOT_B_C_NOT_B =
            new SequenceShape(
                    List.of(0, 2),
                    SequenceShape.NO_UNTIL,
                    Duration.ofMinutes(1),
                    new MissingTerms(B, List.of(B), B));

    @Test
    void waitsForTheWholeSpanBeforeItSaysThatAnEventIsMissing() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, A_NOT_B)) {
            operator.receive(hit("A", 10)).passes(60_009);
            assertThat(operator.found()).isEmpty();

            operator.passes(60_010);
            assertThat(operator.found()).containsExactly("[\"key\"] [A10]");
            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    @Test
    void seesAnEventThatArrivesLastWithinTheDelay() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, A_NOT_B)) {
            operator.receive(hit("A", 10)).passes(60_009);
            operator.receive(hit("A", 90_000), hit("B", 60_010)).passes(200_000);

            assertThat(operator.found()).containsExactly("[\"key\"] [A90000]");
            assertThat(operator.late()).isEmpty();
            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    @Test
    void goesOnWaitingForWhatMustBeMissing() throws Exception {
        try (SequenceOperator before = SequenceOperator.start(Kind.EXACT, A_NOT_B)) {
            before.receive(hit("A", 10), hit("A", 20_000)).passes(30_000);
            try (SequenceOperator after = before.restored()) {
                after.passes(60_010).receive(hit("B", 70_000)).passes(100_000);

                assertThat(after.found()).containsExactly("[\"key\"] [A10]");
                assertThat(after.stateEntries()).isZero();
            }
        }
    }

    @Test
    void remembersWhichEventsWereMissingAcrossARestart() throws Exception {
        try (SequenceOperator before = SequenceOperator.start(Kind.EXACT, NOT_B_A_NOT_B_C_NOT_B)) {
            before.receive(
                            hit("B", "[1]", 1, "b"),
                            hit("A", "[1]", 2, "a"),
                            hit("A", "[2]", 2, "a"),
                            hit("B", "[2]", 3, "b"),
                            hit("A", "[3]", 2, "a"))
                    .passes(10);
            try (SequenceOperator after = before.restored()) {
                after.receive(
                                hit("C", "[1]", 11, "c"),
                                hit("C", "[2]", 11, "c"),
                                hit("C", "[3]", 11, "c"),
                                hit("B", "[1]", 12, "b again"),
                                hit("B", "[3]", 12, "b"))
                        .passes(200_000);

                assertThat(after.found()).containsExactly("[3] [a, c]");
                assertThat(after.stateEntries()).isZero();
                assertThat(after.timers()).isZero();
            }
        }
    }

    @Test
    void doesNotCollectTheEventsThatMustBeMissing() throws Exception {
        try (SequenceOperator operator =
                SequenceOperator.start(Kind.EXACT, NOT_B_A_NOT_B_C_NOT_B)) {
            int most = 0;
            operator.receive(hit("A", 1));
            for (int i = 2; i < 5_000; i++) {
                operator.receive(hit("B", 10_000L * i)).passes(10_000L * i);
                most = Math.max(most, operator.stateEntries());
            }

            assertThat(most).isLessThan(10);
            operator.passes(60_000_000);
            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }
}
