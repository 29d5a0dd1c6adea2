// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.Timestamp;
import org.junit.jupiter.api.Test;

class LateHitJsonTest {

    @Test
    void saysAllThatIsNeededToFindTheEventAndItsPartAgain() throws Exception {
        Evidence event =
                new Evidence(
                        new Timestamp(Hits.START, 250_000),
                        null,
                        "audit/3",
                        "audit/ResponseComplete",
                        "audit",
                        Coordinates.ofRecord("audit", "k8s-audit", 3, 17).withItem(2),
                        "{\"user.name\":\"eve\"}",
                        true,
                        0);
        Hit hit = new Hit(Hits.RULE, "[\"prod\",null]", 5, event);

        assertThat(new LateHitJson().map(new LateHit(hit, Hits.START + 90_000)))
                .isEqualTo(
                        "{\"@timestamp\":\"2026-03-01T10:00:00.000250Z\",\"late_by_ms\":90000,"
                                + "\"rule\":{\"id\":\"rule\",\"key\":\"rule@0123456789ab\"},"
                                + "\"terms\":[1,3],\"join_key\":[\"prod\",null],"
                                + "\"event\":{\"id\":\"audit/ResponseComplete\"},"
                                + "\"source\":{\"name\":\"audit\",\"topic\":\"k8s-audit\","
                                + "\"partition\":3,\"offset\":17,\"item\":2},"
                                + "\"fields\":{\"user.name\":\"eve\"}}");
    }
}
