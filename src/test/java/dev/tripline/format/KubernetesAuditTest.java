// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import dev.tripline.event.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesAuditTest {

    private static final String SECRET_READ =
            """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"c59d6a7c",
             "stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/secrets/db",
             "verb":"get","user":{"username":"system:serviceaccount:shop:web","uid":"u-1",
               "extra":{"authentication.kubernetes.io/pod-name":["web-1"],
                        "authentication.kubernetes.io/pod-uid":["a207"]}},
             "sourceIPs":["10.244.120.126","10.0.0.1"],"userAgent":"kubectl/v1.31.1",
             "objectRef":{"resource":"secrets","namespace":"shop","name":"db"},
             "responseStatus":{"code":200},
             "requestReceivedTimestamp":"2026-03-02T12:22:15.860123Z",
             "stageTimestamp":"2026-03-02T12:22:15.864166Z",
             "annotations":{"authorization.k8s.io/decision":"allow"}}
            """;

    @ParameterizedTest
    @CsvSource({
        "event.dataset, kubernetes.audit_logs",
        "data_stream.dataset, kubernetes.audit_logs",
        "event.kind, event",
        "event.action, get",
        "event.outcome, success",
        "user.name, system:serviceaccount:shop:web",
        "user.id, u-1",
        "user_agent.original, kubectl/v1.31.1",
        "orchestrator.type, kubernetes",
        "orchestrator.namespace, shop",
        "orchestrator.resource.name, db",
        "orchestrator.resource.type, secrets",
        "kubernetes.audit.verb, get",
        "kubernetes.audit.stage, ResponseComplete",
        "kubernetes.audit.objectRef.resource, secrets",
        "kubernetes.audit.responseStatus.code, 200",
        "kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name, web-1",
        "kubernetes.audit.annotations.authorization.k8s.io/decision, allow",
        "kubernetes.audit.annotations.authorization_k8s_io/decision, allow",
        "kubernetes.audit.annotations.authorization.k8s_io/decision, allow"
    })
    void aRawEventAnswersToTheNamesOfAnElasticDocument(String field, String value) {
        assertThat(Readings.event(SourceFormat.AUTO, SECRET_READ, field).get(field))
                .hasToString(value);
    }

    @Test
    void allAddressesOfTheCallerAreKept() {
        assertThat(Readings.event(SourceFormat.AUTO, SECRET_READ, "source.ip").get("source.ip"))
                .isEqualTo(new Object[] {"10.244.120.126", "10.0.0.1"});
    }

    @Test
    void itHappenedWhenTheRequestArrived() {
        assertThat(Readings.event(Readings.RAW_AUDIT, SECRET_READ).time())
                .isEqualTo(Timestamp.of(Instant.parse("2026-03-02T12:22:15.860123Z")));
    }

    @Test
    void withoutThatTimeItHappenedWhenTheStageWasReached() {
        String record = SECRET_READ.replace("requestReceivedTimestamp", "other");

        assertThat(Readings.event(Readings.RAW_AUDIT, record).time())
                .isEqualTo(Timestamp.of(Instant.parse("2026-03-02T12:22:15.864166Z")));
    }

    @ParameterizedTest
    @CsvSource({"auto", "kubernetes-audit"})
    void theShapeOf2017HasOneTimestampInSeconds(String format) {
        String record =
                """
                {"kind":"Event","metadata":{"creationTimestamp":"2017-09-11T19:55:05Z"},
                 "timestamp":"2017-09-11T19:55:05Z","auditID":"033d17af",
                 "stage":"ResponseComplete","verb":"list"}
                """;

        Event event = Readings.event(Formats.SHIPPED.named(format).orElseThrow(), record);

        assertThat(event.time()).isEqualTo(Timestamp.of(Instant.parse("2017-09-11T19:55:05Z")));
        assertThat(event.identity().id()).isEqualTo("033d17af/ResponseComplete");
    }

    @Test
    void withoutADecisionTheCodeTellsTheOutcome() {
        for (String decision : new String[] {"\"perhaps\"", "null"}) {
            String answered = SECRET_READ.replace("\"allow\"", decision);
            String refused = answered.replace("\"code\":200", "\"code\":401");
            String asked = answered.replace("\"code\":200", "\"code\":null");

            assertThat(Fixtures.value(answered, "event.outcome")).isEqualTo("success");
            assertThat(Fixtures.value(refused, "event.outcome")).isEqualTo("failure");
            assertThat(Fixtures.value(asked, "event.outcome")).isEqualTo("null");
        }
    }

    @Test
    void anItemHasTheVersionOfItsList() {
        String list =
                "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":["
                        + SECRET_READ.replace("\"kind\":\"Event\",", "")
                        + "]}";

        assertThat(Fixtures.value(list, "kubernetes.audit.kind")).isEqualTo("Event");
        assertThat(Fixtures.value(list, "orchestrator.api_version")).isEqualTo("audit.k8s.io/v1");
    }

    @Test
    void fieldsOfOtherSourcesHaveNoValue() {
        assertThat(Readings.event(SourceFormat.AUTO, SECRET_READ, "process.args", "verb"))
                .satisfies(event -> assertThat(event.get("process.args")).isNull())
                .satisfies(event -> assertThat(event.get("verb")).isNull());
    }
}
