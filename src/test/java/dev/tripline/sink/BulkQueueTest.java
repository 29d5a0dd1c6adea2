// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.alert.Alert;
import dev.tripline.alert.AlertState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkQueueTest {

    private static final int SIZE = item(0).bytes();

    private final BulkQueue queue =
            new BulkQueue(
                    new BulkBounds(
                            3, 10 * SIZE, Duration.ofSeconds(1), 2, 100, 100, Duration.ZERO));

    @Test
    void waitsForCompanyAndNotForTooLong() {
        BulkItem first = add(1000);
        BulkItem second = add(1500);

        assertThat(queue.isDue(1999)).isFalse();
        assertThat(queue.isDue(2000)).isTrue();
        assertThat(queue.next(2000)).containsExactly(first, second);
        assertThat(queue.isDue(9000)).isFalse();
    }

    @Test
    void sendsAtOnceWhatMakesABulk() {
        List<BulkItem> four = List.of(add(0), add(0), add(0), add(0));

        assertThat(queue.isDue(0)).isTrue();
        assertThat(queue.next(0)).isEqualTo(four.subList(0, 3));
        assertThat(queue.isDue(0)).isFalse();
    }

    @Test
    void sendsAgainAtOnce() {
        List<BulkItem> bulk = List.of(item(0));
        queue.addAgain(bulk);

        assertThat(queue.isDue(0)).isTrue();
        assertThat(queue.next(0)).isEqualTo(bulk);
    }

    @Test
    void doesNotLetWhatFailsAgainAndAgainKeepOthersBack() {
        List<BulkItem> failing = List.of(item(0));
        List<BulkItem> fresh = List.of(add(0), add(0), add(0));
        queue.addAgain(failing);

        assertThat(queue.next(0)).isEqualTo(failing);
        queue.addAgain(failing);
        assertThat(queue.next(0)).isEqualTo(fresh);
        assertThat(queue.next(0)).isEqualTo(failing);
    }

    @Test
    void putsWhatWasRefusedTogether() {
        List<BulkItem> four = List.of(item(0), item(0), item(0), item(0));
        queue.addAgainInBulks(four);

        assertThat(queue.next(0)).isEqualTo(four.subList(0, 3));
        assertThat(queue.next(0)).isEqualTo(four.subList(3, 4));
    }

    @Test
    void makesSmallerBulksAfterOneThatWasTooLarge() {
        List<BulkItem> three = List.of(item(0), item(0), item(0));

        assertThat(queue.addHalves(three)).isEqualTo(3 * SIZE / 2);

        List<List<BulkItem>> sent = new ArrayList<>(List.of(queue.next(0), queue.next(0)));
        assertThat(sent).containsExactly(three.subList(0, 1), three.subList(1, 3));
        BulkItem next = add(0);
        add(0);
        assertThat(queue.next(0)).containsExactly(next);
    }

    private BulkItem add(long arrival) {
        BulkItem item = item(arrival);
        queue.add(item);
        return item;
    }

    private static BulkItem item(long arrival) {
        Alert alert =
                new Alert(
                        "id",
                        1,
                        AlertState.FINAL,
                        "rule",
                        "high",
                        "2026-03-02T12:00:00.000Z",
                        "message",
                        "{}");
        return new BulkItem("alerts", alert, arrival, outcome -> {});
    }
}
