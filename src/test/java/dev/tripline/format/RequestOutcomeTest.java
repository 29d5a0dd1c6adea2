// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestOutcomeTest {

    private static final String OUTCOME = "tripline.request.outcome";

    @ParameterizedTest
    @CsvSource({
        "ResponseComplete, 200, allow, , allowed",
        "ResponseStarted, 101, allow, , allowed",
        "ResponseComplete, 302, allow, , allowed",
        "ResponseComplete, 200, , , allowed",
        "ResponseComplete, , allow, , allowed",
        "ResponseComplete, , , success, allowed",
        "ResponseComplete, 403, forbid, failure, denied",
        "ResponseComplete, 403, , , denied",
        "ResponseComplete, 403, allow, success, denied",
        "ResponseComplete, 401, , , denied",
        "ResponseComplete, , forbid, , denied",
        "ResponseComplete, , , failure, denied",
        "ResponseComplete, 404, allow, success, failed",
        "Panic, 500, allow, , failed",
        ", 200, , , allowed",
        "RequestReceived, , , , ",
        "RequestReceived, , allow, success, ",
        "ResponseComplete, , , , ",
        "ResponseComplete, never, , unknown, ",
    })
    void everySourcesWayToSayIt(
            String stage, String code, String decision, String outcome, String expected) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("kubernetes.audit.verb", "get");
        fields.put("kubernetes.audit.stage", stage);
        fields.put("kubernetes.audit.responseStatus.code", code);
        fields.put("kubernetes.audit.annotations.authorization.k8s.io/decision", decision);
        fields.put("event.outcome", outcome);

        assertThat(Deriving.from(fields, OUTCOME).get(OUTCOME)).isEqualTo(expected);
    }

    @Test
    void otherEventsHaveNone() {
        assertThat(Deriving.from(Map.of("event.outcome", "success"), OUTCOME).get(OUTCOME))
                .isNull();
    }
}
