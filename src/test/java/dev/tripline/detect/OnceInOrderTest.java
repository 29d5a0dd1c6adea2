// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.again;
import static dev.tripline.detect.Hits.hit;
import static dev.tripline.detect.Hits.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.SequenceOperator.Kind;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnceInOrderTest {

    private static final long MEMORY = SequenceOperator.MEMORY.toMillis();
    private static final String KEY = "[\"key\"]";
    private static final SequenceShape THREE_TIMES_A =
            new SequenceShape(List.of(0, 0, 0), SequenceShape.NO_UNTIL, Duration.ofMinutes(1));
    private static final SequenceShape A_THEN_B =
            new SequenceShape(List.of(0, 1), SequenceShape.NO_UNTIL, Duration.ofMinutes(1));

    @Test
    void anEventCountsOnceHoweverOftenItIsDelivered() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, THREE_TIMES_A)) {
            Hit first = hit("A", 1);
            operator.receive(first, again(first), hit("A", 2), again(first)).passes(3);
            operator.receive(again(first), again(first)).passes(4);
            assertThat(operator.found()).isEmpty();
            assertThat(operator.late()).isEmpty();

            operator.receive(hit("A", 5)).passes(5);
            assertThat(operator.found()).containsExactly(KEY + " [A1, A2, A5]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
    void ofTheRecordsOfARequestTheFirstCountsInWhateverOrderTheyArrive(String arrival)
            throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, THREE_TIMES_A)) {
            operator.receive(hit("A", 1), hit("A", 2));
            for (String stage : arrival.split("")) {
                operator.receive(record("A", KEY, "request", stage, 5));
            }
            operator.passes(10);

            assertThat(operator.found()).containsExactly(KEY + " [A1, A2, request/1]");
        }
    }

    @Test
    void aRequestThatBorrowsTheIdOfAnEarlierOneCountsAllTheSame() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, THREE_TIMES_A)) {
            operator.receive(record("A", KEY, "request", "1", 1), hit("A", 2));
            operator.receive(record("A", KEY, "request", "1", 5)).passes(10);

            assertThat(operator.found()).containsExactly(KEY + " [request/1, A2, request/1]");
        }
    }

    @Test
    void aBorrowedIdDoesNotMakeALateRequestADuplicate() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, THREE_TIMES_A)) {
            operator.receive(record("A", KEY, "request", "1", 5)).passes(10);
            Hit within = record("A", KEY, "request", "1", 5);
            Evidence later = within.evidence();
            Hit nanosLater =
                    new Hit(
                            within.ruleKey(),
                            within.joinKey(),
                            within.terms(),
                            new Evidence(
                                    new Timestamp(later.time().millis(), 1_000),
                                    null,
                                    later.order(),
                                    later.identity(),
                                    later.request(),
                                    later.coordinates(),
                                    later.fields(),
                                    false,
                                    0));

            operator.receive(within, nanosLater);

            assertThat(operator.late()).map(LateHit::hit).containsExactly(nanosLater.comingLate());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void aLaterRecordCountsForTheTermsThatAnEarlierOneDidNotMatch(Kind kind) throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(kind, A_THEN_B)) {
            operator.receive(record("AB", KEY, "request", "3", 5));
            operator.receive(record("A", KEY, "request", "1", 5)).passes(10);

            assertThat(operator.found()).containsExactly(KEY + " [request/1, request/3]");
        }
    }

    @Test
    void theEndOfALongRequestIsADuplicateAndNotLate() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, THREE_TIMES_A)) {
            operator.receive(record("A", KEY, "request", "1", 1)).passes(MEMORY);

            operator.receive(record("A", KEY, "request", "3", 1));

            assertThat(operator.late()).isEmpty();
        }
    }

    @Test
    void theEndOfALongRequestIsLateIfItsBeginningWasNotSeen() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, THREE_TIMES_A)) {
            Hit end = record("A", KEY, "request", "3", 1);
            operator.passes(1_000).receive(end, again(end));

            assertThat(operator.late())
                    .containsExactly(new LateHit(end.comingLate(), Hits.START + 1_000));
        }
    }

    @Test
    void anEventIsKnownAfterARestart() throws Exception {
        try (SequenceOperator before = SequenceOperator.start(Kind.EXACT, THREE_TIMES_A)) {
            Hit first = hit("A", 1);
            Hit second = hit("A", 2_000);
            before.receive(first, second).passes(1_000);
            try (SequenceOperator after = before.restored()) {
                after.receive(again(first), again(second)).passes(3_000);
                after.receive(again(first), again(second), hit("A", 4_000)).passes(4_000);

                assertThat(after.found()).containsExactly(KEY + " [A1, A2000, A4000]");
                assertThat(after.late()).isEmpty();
            }
        }
    }

    @Test
    void anEventIsForgottenWhenTheHorizonHasPassed() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.SAMPLES, A_THEN_B)) {
            Hit event = hit("A", 1);
            operator.receive(event).passes(MEMORY);
            operator.receive(again(event));
            assertThat(operator.late()).isEmpty();

            operator.passes(MEMORY + 1).receive(again(event));
            assertThat(operator.late()).hasSize(1);

            operator.passes(10 * MEMORY);
            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    @Test
    void eventsThatOnlyTheirPlacesTellApartAllCount() throws Exception {
        try (SequenceOperator operator = SequenceOperator.start(Kind.EXACT, THREE_TIMES_A)) {
            for (int line = 1; line <= 3; line++) {
                Evidence event =
                        new Evidence(
                                Timestamp.ofMillis(Hits.START + 1),
                                null,
                                "",
                                "same",
                                Coordinates.ofLine("test", "hits.ndjson", line),
                                "{}");
                operator.receive(new Hit(Hits.RULE, KEY, 1, event));
            }
            operator.passes(10);

            assertThat(operator.found()).containsExactly(KEY + " [same, same, same]");
        }
    }
}
