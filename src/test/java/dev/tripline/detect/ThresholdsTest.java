// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.ThresholdHits.again;
import static dev.tripline.detect.ThresholdHits.atLeast;
import static dev.tripline.detect.ThresholdHits.event;
import static dev.tripline.detect.ThresholdHits.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.rule.Threshold;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    private static final long WINDOW = 300_000;
    private static final long DAY = 86_400_000;

    @Test
    void isToldAtOnceWithoutAnyWatermark() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(3, WINDOW))) {
            operator.receive(event(30), event(10));
            assertThat(operator.told()).isEmpty();

            operator.receive(event(20));

            assertThat(operator.told())
                    .singleElement()
                    .satisfies(
                            found -> {
                                assertThat(found.joinKey()).isEqualTo(ThresholdHits.GROUP);
                                assertThat(found.occasion()).isEqualTo("2026-03-01T10:00:00Z");
                                assertThat(found.count().events()).isEqualTo(3);
                                assertThat(found.events())
                                        .map(shown -> shown.time().millis() - Hits.START)
                                        .containsExactly(10L, 20L, 30L);
                            });
        }
    }

    @Test
    void aBurstMayStraddleTheBordersOfPeriods() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(4, WINDOW))) {
            operator.receive(
                    event(WINDOW - 2), event(WINDOW - 1), event(WINDOW), event(WINDOW + 1));

            assertThat(operator.told())
                    .map(Detection::occasion)
                    .containsExactly("2026-03-01T10:05:00Z");
        }
    }

    @Test
    void theWindowEndsBeforeItsLengthIsFull() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(2, WINDOW))) {
            operator.receive(event(0), event(WINDOW)).ends();
            assertThat(operator.told()).isEmpty();
        }
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(2, WINDOW))) {
            operator.receive(event(0), event(WINDOW - 1)).ends();
            assertThat(operator.told()).hasSize(1);
        }
    }

    @Test
    void aGrowingCountIsToldAgainWhenItHasDoubledAndAtTheEnd() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(5, WINDOW))) {
            for (int i = 0; i < 50; i++) {
                operator.receive(event(i));
            }
            assertThat(operator.told())
                    .map(found -> found.count().events())
                    .containsExactly(5L, 10L, 20L, 40L);

            operator.passes(WINDOW - 1);

            assertThat(operator.told())
                    .map(found -> found.count().events())
                    .containsExactly(5L, 10L, 20L, 40L, 50L);
            assertThat(operator.told())
                    .map(Detection::occasion)
                    .containsOnly("2026-03-01T10:00:00Z");
            assertThat(operator.told().get(4).events())
                    .map(Evidence::identity)
                    .startsWith("event-0[]", "event-1[]")
                    .endsWith("event-4[]");
        }
    }

    @Test
    void countsDifferentValuesAndNotRepetitions() throws Exception {
        Threshold threshold = threshold(1, WINDOW, Threshold.Match.ALL, WINDOW, 3);
        try (ThresholdOperator operator = ThresholdOperator.start(threshold)) {
            for (int i = 0; i < 100; i++) {
                operator.receive(event(i, List.of(List.of(i % 2 == 0 ? "a" : "b"))));
            }
            operator.receive(event(100, List.of(List.of())));
            assertThat(operator.told()).isEmpty();

            operator.receive(event(101, List.of(List.of("c"))));

            assertThat(operator.told().get(0).count().distinct()).containsExactly(3L);
            assertThat(operator.told().get(0).count().events()).isEqualTo(102);
        }
    }

    @Test
    void anEventCountsOnceHoweverOftenItIsDelivered() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(2, WINDOW))) {
            ThresholdHit once = event(1);
            operator.receive(once, again(once), again(once)).passes(2);
            try (ThresholdOperator restored = operator.restored()) {
                restored.receive(again(once)).ends();
                assertThat(restored.told()).isEmpty();
            }
        }
    }

    @Test
    void anEventThatComesLateCountsWhileItsPeriodLasts() throws Exception {
        Threshold threshold = threshold(2, WINDOW, Threshold.Match.ALL, DAY);
        try (ThresholdOperator operator = ThresholdOperator.start(threshold)) {
            operator.receive(event(10)).passes(100).receive(event(20));

            assertThat(operator.told()).singleElement().matches(Detection::isLate);
            assertThat(operator.late()).isEmpty();
        }
    }

    @Test
    void anEventOfWhichNothingIsRememberedIsALateHit() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(2, WINDOW))) {
            operator.passes(2 * WINDOW).receive(event(10));

            assertThat(operator.late())
                    .containsExactly(
                            new LateHit(event(10).hit().comingLate(), Hits.START + 2 * WINDOW));
            assertThat(operator.stateEntries()).isZero();
        }
    }

    @Test
    void aFloodOfEqualEventsHidesNoDifferentOnes() throws Exception {
        Threshold threshold = threshold(1, WINDOW, Threshold.Match.ALL, WINDOW, 5);
        try (ThresholdOperator operator = ThresholdOperator.start(threshold)) {
            for (int i = 0; i < 50_000; i++) {
                String value = i % 10_000 == 0 ? "secret-" + i : "noise";
                operator.receive(event(i, List.of(List.of(value))));
            }

            assertThat(operator.told()).hasSizeGreaterThanOrEqualTo(1);
            assertThat(operator.told().get(0).count().distinct()).containsExactly(5L);
            assertThat(operator.counts()).containsKey("hits-forgotten:rule");
        }
    }

    @Test
    void aFloodIsToldThoughNotAllOfItIsRemembered() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(10, WINDOW))) {
            for (int i = 0; i < 20_000; i++) {
                operator.receive(event(i));
            }
            operator.ends();

            assertThat(operator.told()).hasSizeBetween(5, 12);
            Detection last = operator.told().get(operator.told().size() - 1);
            assertThat(last.count().events()).isGreaterThan(1_500);
            assertThat(last.count().last().millis()).isEqualTo(Hits.START + 19_999);
            assertThat(last.events().get(0).identity()).isEqualTo("event-0[]");
            assertThat(operator.stateEntries()).isZero();
        }
    }

    @Test
    void manyGroupsAreForgottenWhenTheirWindowsHavePassed() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(2, WINDOW))) {
            for (int i = 0; i < 5_000; i++) {
                Hit hit = Hits.hit("A", "[" + i + "]", i, "event-" + i);
                operator.receive(ThresholdHits.hit(hit, List.of()));
            }
            assertThat(operator.stateEntries()).isEqualTo(5_000);

            operator.passes(5_000 + WINDOW + WINDOW / 16);

            assertThat(operator.stateEntries()).isZero();
            assertThat(operator.timers()).isZero();
        }
    }

    @Test
    void ofTooManyGroupsThoseSeenLeastLatelyAreForgottenAndCounted() throws Exception {
        try (ThresholdOperator operator = ThresholdOperator.start(atLeast(3, WINDOW), 10)) {
            operator.receive(of("old", 0), of("old", 1), of("alive", 2), of("alive", 3));
            for (int i = 0; i < 100; i++) {
                operator.receive(of("flood-" + i, 10 + i), of("alive", 10 + i));
            }
            assertThat(operator.told()).map(Detection::joinKey).containsOnly("[\"alive\"]");
            assertThat(operator.stateEntries()).isLessThanOrEqualTo(10);
            assertThat(operator.timers()).isLessThanOrEqualTo(11);
            assertThat((long) operator.counts().get("hits-forgotten:rule")).isGreaterThan(90);

            operator.receive(of("old", 200));

            assertThat(operator.told()).map(Detection::joinKey).doesNotContain("[\"old\"]");
        }
    }

    @Test
    void groupsThatWereRestoredCountAmongThem() throws Exception {
        try (ThresholdOperator before = ThresholdOperator.start(atLeast(3, WINDOW), 10)) {
            for (int i = 0; i < 10; i++) {
                before.receive(of("before-" + i, i));
            }
            try (ThresholdOperator after = before.restored()) {
                for (int i = 0; i < 5; i++) {
                    after.receive(of("after-" + i, 10 + i));
                }
                assertThat(after.stateEntries()).isEqualTo(10);
                assertThat(after.counts()).containsEntry("hits-forgotten:rule", 5L);
            }
        }
    }

    private static ThresholdHit of(String group, long millis) {
        Hit hit = Hits.hit("A", "[\"" + group + "\"]", millis, group + millis);
        return ThresholdHits.hit(hit, List.of());
    }
}
