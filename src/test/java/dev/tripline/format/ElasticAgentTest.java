// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import dev.tripline.event.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticAgentTest {

    private static final String PROCESS =
            """
            {"@timestamp":"2026-03-02T10:00:00.520Z",
             "event":{"action":"exec","type":"start","category":"process","id":"3ee85eee",
                      "dataset":"cloud_defend.process"},
             "host":{"os":{"type":"linux"}},"container":{"id":"b781","image.name":"nginx"},
             "orchestrator":{"namespace":"default","resource.name":"web-1"},
             "process":{"name":"cat","args":["cat","/run/x"],"interactive":true,"pid":1916234}}
            """;

    private static final String FILE =
            """
            {"@timestamp":"2026-03-02T10:00:01.000Z","event.action":"open","event.type":["change"],
             "event.category":["file"],"data_stream.dataset":"cloud_defend.file",
             "file":{"path":"/etc/shadow"},"process":{"name":"vi","interactive":false}}
            """;

    @Test
    void aProcessEventIsReadAsItStands() {
        Event event =
                Readings.event(
                        SourceFormat.AUTO,
                        PROCESS,
                        "event.type",
                        "container.image.name",
                        "orchestrator.resource.name",
                        "process.args",
                        "process.interactive",
                        "process.pid");

        assertThat(event.get("event.type")).isEqualTo("start");
        assertThat(event.get("container.image.name")).isEqualTo("nginx");
        assertThat(event.get("orchestrator.resource.name")).isEqualTo("web-1");
        assertThat(event.get("process.args")).isEqualTo(new Object[] {"cat", "/run/x"});
        assertThat(event.get("process.interactive")).isEqualTo(true);
        assertThat(event.get("process.pid")).isEqualTo(1_916_234L);
        assertThat(event.time()).isEqualTo(at("2026-03-02T10:00:00.520Z"));
        assertThat(event.identity().id()).isEqualTo("3ee85eee");
        assertThat(event.coordinates()).isEqualTo(Readings.PLACE);
    }

    @Test
    void aFileEventIsReadAsItStands() {
        Event event = Readings.event(Readings.ELASTIC, FILE, "file.path", "event.category");

        assertThat(event.get("file.path")).isEqualTo("/etc/shadow");
        assertThat(event.get("event.category")).isEqualTo("file");
        assertThat(event.time()).isEqualTo(at("2026-03-02T10:00:01Z"));
    }

    private static String audit(String times) {
        return """
               {"@timestamp":"2026-05-01T00:00:00Z","event":{"action":"get"},
                "kubernetes":{"audit":{"auditID":"a1","stage":"ResponseComplete","verb":"get",
                  "user":{"username":"system:serviceaccount:shop:web"},"userAgent":"curl/8",
                  "sourceIPs":["10.0.0.7"],"objectRef":{"name":"db","namespace":"shop"},
                  "annotations":{"authorization_k8s_io/decision":"allow"}%s}}}
               """
                .formatted(times);
    }

    @Test
    void anAuditEventHappenedWhenTheRequestArrived() {
        String requested = ",\"requestReceivedTimestamp\":\"2026-03-02T10:00:00.000001Z\"";
        String staged = ",\"stageTimestamp\":\"2026-03-02T10:00:09Z\"";
        String old = ",\"timestamp\":\"2026-03-02T10:00:03Z\"";

        assertThat(Readings.event(SourceFormat.AUTO, audit(old + staged + requested)).time())
                .isEqualTo(at("2026-03-02T10:00:00.000001Z"));
        assertThat(Readings.event(SourceFormat.AUTO, audit(old + staged)).time())
                .isEqualTo(at("2026-03-02T10:00:09Z"));
        assertThat(Readings.event(SourceFormat.AUTO, audit(old)).time())
                .isEqualTo(at("2026-03-02T10:00:03Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "elastic-agent"})
    void theTimeOfHarvestIsNeverTheTimeOfAnAuditEvent(String format) {
        DeadLetter letter =
                Readings.deadLetter(Formats.SHIPPED.named(format).orElseThrow(), audit(""));

        assertThat(letter.reason()).isEqualTo(Reason.NO_TIMESTAMP);
        assertThat(letter.message()).contains("kubernetes.audit.requestReceivedTimestamp");
        assertThat(letter.format()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kubernetes.audit.auditID\":\"a\"",
                "\"kubernetes\":{\"audit\":{\"verb\":\"get\"}}",
                "\"kubernetes.audit\":{\"stage\":\"Panic\",\"auditID\":{}}",
                "\"data_stream\":{\"dataset\":\"kubernetes.audit_logs\"}",
                "\"event.dataset\":[\"kubernetes.audit_logs\"]"
            })
    void aPoorAuditEventIsOneToo(String members) {
        String record = "{\"@timestamp\":\"2026-05-01T00:00:00Z\"," + members + "}";

        assertThat(Readings.deadLetter(SourceFormat.AUTO, record).reason())
                .isEqualTo(Reason.NO_TIMESTAMP);
    }

    @Test
    void whatAnOlderPipelineLeftOutIsTakenFromTheAuditEvent() {
        Event event =
                Readings.event(
                        SourceFormat.AUTO,
                        audit(",\"timestamp\":\"2026-03-02T10:00:03Z\""),
                        "event.action",
                        "event.dataset",
                        "data_stream.dataset",
                        "user.name",
                        "user_agent.original",
                        "source.ip",
                        "orchestrator.resource.name",
                        "kubernetes.audit.verb",
                        "kubernetes.audit.annotations.authorization_k8s_io/decision");

        assertThat(event.get("event.action")).isEqualTo("get");
        assertThat(event.get("event.dataset")).isEqualTo("kubernetes.audit_logs");
        assertThat(event.get("data_stream.dataset")).isEqualTo("kubernetes.audit_logs");
        assertThat(event.get("user.name")).isEqualTo("system:serviceaccount:shop:web");
        assertThat(event.get("user_agent.original")).isEqualTo("curl/8");
        assertThat(event.get("source.ip")).isEqualTo("10.0.0.7");
        assertThat(event.get("orchestrator.resource.name")).isEqualTo("db");
        assertThat(event.get("kubernetes.audit.verb")).isEqualTo("get");
        assertThat(event.get("kubernetes.audit.annotations.authorization_k8s_io/decision"))
                .isEqualTo("allow");
    }

    @ParameterizedTest
    @CsvSource({
        "@timestamp, 2026-03-02T10:00:03Z",
        "client.ip, 10.0.0.7",
        "event.kind, event",
        "event.outcome, success",
        "orchestrator.type, kubernetes",
        "kubernetes.audit.annotations.authorization.k8s.io/decision, allow"
    })
    void anAuditEventAnswersToTheNamesOfARawOne(String field, String expected) {
        String record = audit(",\"timestamp\":\"2026-03-02T10:00:03Z\"");

        assertThat(Fixtures.value(record, field)).isEqualTo(expected);
    }

    @Test
    void anAuditEventOfAzureKnowsItsCluster() {
        String record =
                audit(
                        ",\"timestamp\":\"2026-03-02T10:00:03Z\",\"aks_metadata\":{\"resource_id\":"
                                + "\"/SUBSCRIPTIONS/S-1/MANAGEDCLUSTERS/PROD\"}");

        assertThat(Fixtures.value(record, "tripline.cluster"))
                .isEqualTo("/subscriptions/s-1/managedclusters/prod");
    }

    @ParameterizedTest
    @CsvSource({
        "@timestamp, 2026-03-02T10:00:00.5Z",
        "event.action, list",
        "kubernetes.audit.verb, list",
        "kubernetes.audit.stage, ResponseComplete",
        "kubernetes.audit.responseStatus.code, 403",
        "kubernetes.audit.objectRef.resource, secrets",
        "orchestrator.namespace, shop",
        "user.name, system:serviceaccount:shop:web",
        "source.ip, 10.0.0.7",
        "event.outcome, failure",
        "tripline.caller.service_account, web",
        "tripline.cluster, prod"
    })
    void anAuditEventOfGoogleHappenedBeforeItWasReceived(String field, String expected) {
        String record =
                """
                {"@timestamp":"2026-05-01T00:00:00Z","data_stream":{"dataset":"kubernetes.audit_logs"},
                 "kubernetes":{"audit":{"auditID":"i-1","stageTimestamp":"2026-03-02T10:00:00.5Z",
                  "requestReceivedTimestamp":"2026-03-02T10:00:24Z","responseStatus":{"code":7},
                  "annotations":{"authorization_k8s_io/decision":"forbid"},
                  "protoPayload":{"methodName":"io.k8s.core.v1.secrets.list",
                   "resourceName":"core/v1/namespaces/shop/secrets",
                   "authenticationInfo":{"principalEmail":"system:serviceaccount:shop:web"},
                   "requestMetadata":{"callerIp":"10.0.0.7"}},
                  "resource":{"labels":{"cluster_name":"prod"}}}}}
                """;

        assertThat(Fixtures.value(record, field)).isEqualTo(expected);
        assertThat(Readings.event(SourceFormat.AUTO, record).time())
                .isEqualTo(at("2026-03-02T10:00:00.5Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "container.id, 4f1d0c2ab5e7",
        "process.name, cat",
        "event.category, process",
        "event.type, start",
        "event.action, executed",
        "host.os.type, linux"
    })
    void anEventOfTetragonHasTheFieldsOfAnySensor(String field, String expected) {
        String record =
                """
                {"@timestamp":"2026-03-02T10:00:00Z","data_stream.dataset":"cilium_tetragon.log",
                 "event":{"action":"executed"},"container":{"id":"containerd://4f1d0c2ab5e7"},
                 "process":{"executable":"/usr/bin/cat","args":["token"]}}
                """;

        assertThat(Fixtures.value(record, field)).isEqualTo(expected);
    }

    static Timestamp at(String instant) {
        return Timestamp.of(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "aws.cloudtrail, data_stream.dataset, event.dataset",
        "aws.cloudtrail, event.dataset, data_stream.dataset",
        "kubernetes.container_logs, data_stream.dataset, event.dataset",
        "cloud_defend.process, event.dataset, data_stream.dataset"
    })
    void aDatasetIsKnownByBothOfItsNames(String dataset, String named, String asked) {
        String record =
                "{\"@timestamp\":\"2026-03-02T10:00:00Z\",\"%s\":\"%s\"}".formatted(named, dataset);

        assertThat(Fixtures.value(record, asked)).isEqualTo(dataset);
    }
}
