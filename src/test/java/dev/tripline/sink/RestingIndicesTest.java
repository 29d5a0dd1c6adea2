// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.alert.Alert;
import dev.tripline.alert.AlertState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestingIndicesTest {

    private static final long LONGEST = 30_000;

    private final RestingIndices indices =
            new RestingIndices(new Backoff(Duration.ofMillis(LONGEST)));

    private final BulkItem first = item("2026-03");
    private final BulkItem second = item("2026-03");
    private final BulkItem elsewhere = item("2026-04");

    @Test
    void keepAlertsForAsLongAsTheyRest() {
        assertThat(indices.refused(first, 1000)).isTrue();

        assertThat(indices.pause("alerts-2026.03", 1000)).isBetween(50L, 100L);
        assertThat(indices.rested(1049)).isEmpty();
        assertThat(indices.rested(1100)).containsExactly(first);
        assertThat(indices.rested(1100)).isEmpty();
    }

    @Test
    void restAsAWhole() {
        indices.refused(first, 0);
        long pause = indices.pause("alerts-2026.03", 0);

        assertThat(indices.refused(second, pause - 1)).isFalse();

        assertThat(indices.rested(pause)).containsExactly(first, second);
    }

    @Test
    void restLongerEachTimeUntilTheyTakeSomething() {
        long now = 0;
        for (int failures = 1; failures <= 20; failures++) {
            indices.refused(first, now);
            now += indices.pause("alerts-2026.03", now);
            indices.rested(now);
        }
        indices.refused(first, now);
        assertThat(indices.pause("alerts-2026.03", now)).isBetween(LONGEST / 2, LONGEST);

        indices.taken("alerts-2026.03", now);

        assertThat(indices.pause("alerts-2026.03", now)).isBetween(50L, 100L);
    }

    @Test
    void doNotCareForEachOther() {
        indices.refused(first, 0);
        indices.taken("alerts-2026.04", 0);
        indices.refused(elsewhere, 2000);

        assertThat(indices.rested(2000)).containsExactly(first);
        assertThat(indices.rested(2100)).containsExactly(elsewhere);
    }

    private static BulkItem item(String month) {
        Alert alert =
                new Alert(
                        "id",
                        1,
                        AlertState.FINAL,
                        "rule",
                        "high",
                        month + "-02T12:00:00.000Z",
                        "message",
                        "{}");
        return new BulkItem("alerts", alert, 0, outcome -> {});
    }
}
