// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.testing.AlertSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OCSF 1.3 asks of a Detection Finding, and where the parts of an alert go. */
class OcsfFindingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ALERT =
            """
            {"@timestamp": "2026-03-01T10:00:01.500Z",
             "message": "Stolen token: pod shop/web-1 in cluster demo: …",
             "tags": ["Domain: Container"],
             "event": {"id": "a1", "severity": 73, "risk_score": 80,
              "start": "2026-03-01T10:00:00Z", "end": "2026-03-01T10:00:01.500Z",
              "created": "2026-03-01T10:00:05Z", "ingested": "2026-03-01T10:00:04Z"},
             "rule": {"id": "stolen-token", "name": "Stolen token",
              "description": "A token is read and used.", "category": "eql",
              "reference": ["https://example.com/"], "note": "Look."},
             "threat": {"framework": "MITRE ATT&CK",
              "tactic": {"id": ["TA0006"], "name": ["Credential Access"]},
              "technique": {"id": ["T1552", "T1528"],
               "name": ["Unsecured Credentials", "Steal Application Access Token"],
               "subtechnique": {"id": ["T1552.007"], "name": ["Container API"]}}},
             "orchestrator": {"type": "kubernetes", "namespace": "shop",
              "cluster": {"name": "demo"}, "resource": {"type": "pod", "name": "web-1"}},
             "container": {"id": "4f1d", "name": "web"},
             "related": {"ip": ["10.0.0.1"], "user": ["system:serviceaccount:shop:web"]},
             "tripline": {
              "alert": {"state": "final", "revision": 1, "severity": "high"},
              "risk": {"base": 73, "score": 80, "modifiers": [{"name": "m", "score": 7}]},
              "join_key": ["demo"], "cluster": "demo",
              "target": {"resource": "secrets", "namespace": "payments", "name": "ledger"},
              "result": {"decision": "forbid", "status_code": 403},
              "evidence": [
               {"stage": 1, "@timestamp": "2026-03-01T10:00:00Z", "event": {"id": "read-1"},
                "source": {"name": "sensor", "file": "x", "line": 1},
                "fields": {"event.dataset": "cloud_defend.process", "process.name": "cat",
                 "process.args": ["cat", "/token"], "process.pid": 7,
                 "process.executable": "/bin/cat", "container.id": "4f1d",
                 "container.name": "web", "container.image.name": "shop/web",
                 "orchestrator.namespace": "shop", "user.id": "0", "file.path": "/token"}},
               {"stage": 2, "@timestamp": "2026-03-01T10:00:01.500Z", "event": {"id": "request-1"},
                "source": {"name": "audit", "topic": "audit", "partition": 0, "offset": 1},
                "fields": {"event.dataset": "kubernetes.audit_logs",
                 "kubernetes.audit.stage": "ResponseComplete", "event.action": "get",
                 "kubernetes.audit.responseStatus.code": 403,
                 "source.ip": ["1.1.1.1", "10.0.0.1"],
                 "user.name": "system:serviceaccount:shop:web"}}]}}
            """;

    private static final String FINDING =
            """
            {"activity_id": 1, "activity_name": "Create",
             "category_uid": 2, "category_name": "Findings",
             "class_uid": 2004, "class_name": "Detection Finding",
             "type_uid": 200401, "type_name": "Detection Finding: Create",
             "severity_id": 4, "severity": "High", "status_id": 1, "status": "New",
             "is_alert": true, "message": "Stolen token: pod shop/web-1 in cluster demo: …",
             "time": 1772359201500, "start_time": 1772359200000, "end_time": 1772359201500,
             "duration": 1500, "count": 1,
             "risk_score": 80, "risk_level_id": 3, "risk_level": "High",
             "metadata": {"version": "1.3.0", "uid": "a1",
              "original_time": "2026-03-01T10:00:01.500Z", "logged_time": 1772359205000,
              "product": {"name": "Tripline", "vendor_name": "Tripline"},
              "profiles": ["container"], "labels": ["Domain: Container"]},
             "finding_info": {"uid": "a1", "title": "Stolen token",
              "desc": "A token is read and used.", "created_time": 1772359205000,
              "first_seen_time": 1772359200000, "last_seen_time": 1772359201500,
              "types": ["Credential Access"], "src_url": "https://example.com/",
              "analytic": {"uid": "stolen-token", "name": "Stolen token", "type_id": 1,
               "type": "Rule", "category": "eql"},
              "attacks": [
               {"tactic": {"uid": "TA0006", "name": "Credential Access"},
                "technique": {"uid": "T1552", "name": "Unsecured Credentials"},
                "sub_technique": {"uid": "T1552.007", "name": "Container API"}},
               {"tactic": {"uid": "TA0006", "name": "Credential Access"},
                "technique": {"uid": "T1528", "name": "Steal Application Access Token"}}],
              "related_events": [{"uid": "read-1", "type": "cloud_defend.process"},
               {"uid": "request-1", "type": "kubernetes.audit_logs"}]},
             "resources": [
              {"type": "pod", "name": "web-1", "namespace": "shop", "data": {"cluster": "demo"}},
              {"type": "container", "uid": "4f1d", "name": "web"},
              {"type": "secrets", "name": "ledger", "namespace": "payments",
               "data": {"cluster": "demo"}}],
             "observables": [
              {"name": "unmapped.related.ip", "type_id": 2, "type": "IP Address", "value": "10.0.0.1"},
              {"name": "unmapped.related.user", "type_id": 4, "type": "User Name",
               "value": "system:serviceaccount:shop:web"}],
             "unmapped": {"rule.note": "Look.", "event.ingested": "2026-03-01T10:00:04Z",
              "related": {"ip": ["10.0.0.1"], "user": ["system:serviceaccount:shop:web"]},
              "tripline": {"alert": {"state": "final", "revision": 1, "severity": "high"},
               "risk": {"base": 73, "score": 80, "modifiers": [{"name": "m", "score": 7}]},
               "join_key": ["demo"], "result": {"decision": "forbid", "status_code": 403}}}}
            """;

    private static ObjectNode alert() throws Exception {
        return (ObjectNode) JSON.readTree(ALERT);
    }

    @Test
    void everyPartOfAnAlertHasItsPlace() throws Exception {
        ObjectNode finding = OcsfFinding.of(alert());
        JsonNode evidences = finding.remove("evidences");

        // Read again, because a number that was put as int is not one that was put as long.
        assertThat(JSON.readTree(finding.toString())).isEqualTo(JSON.readTree(FINDING));
        assertThat(evidences).hasSize(2);
    }

    @Test
    void aProcessIsTheActorOfItsEvidence() throws Exception {
        JsonNode evidence = OcsfFinding.of(alert()).at("/evidences/0");

        assertThat(evidence.at("/actor/process"))
                .isEqualTo(evidence.get("process"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"name": "cat", "pid": 7, "cmd_line": "cat /token",

                                 "file": {"path": "/bin/cat", "name": "cat", "type_id": 1},
                                 "container": {"uid": "4f1d", "name": "web",
                                  "image": {"uid": "shop/web", "name": "shop/web"}}}
                                """));
        assertThat(evidence.at("/actor/user")).isEqualTo(JSON.readTree("{\"uid\": \"0\"}"));
        assertThat(evidence.at("/file/path").asText()).isEqualTo("/token");
        assertThat(evidence.get("data")).isEqualTo(alert().at("/tripline/evidence/0"));
        assertThat(evidence.has("api")).isFalse();
    }

    @Test
    void aRequestIsACallOfAnApi() throws Exception {
        JsonNode evidence = OcsfFinding.of(alert()).at("/evidences/1");

        assertThat(evidence.get("api"))
                .isEqualTo(
                        JSON.readTree("{\"operation\": \"get\", \"response\": {\"code\": 403}}"));
        assertThat(evidence.at("/src_endpoint/ip").asText()).isEqualTo("10.0.0.1");
        assertThat(evidence.at("/actor/user/name").asText())
                .isEqualTo("system:serviceaccount:shop:web");
    }

    @Test
    void whatHasNoIdIsNoProcess() throws Exception {
        ObjectNode alert = alert();
        ((ObjectNode) alert.at("/tripline/evidence/0/fields")).remove("process.pid");

        JsonNode evidence = OcsfFinding.of(alert).at("/evidences/0");

        assertThat(evidence.has("process")).isFalse();
        assertThat(evidence.get("actor"))
                .isEqualTo(JSON.readTree("{\"user\": {\"uid\": \"0\"}, \"app_name\": \"cat\"}"));
    }

    @Test
    void aNameInPlaceOfAnAddressIsAHost() throws Exception {
        ObjectNode alert = alert();
        ((ObjectNode) alert.at("/tripline/evidence/1/fields")).put("source.ip", "node-7");

        JsonNode evidence = OcsfFinding.of(alert).at("/evidences/1");

        assertThat(evidence.get("src_endpoint"))
                .isEqualTo(JSON.readTree("{\"hostname\": \"node-7\"}"));
    }

    @Test
    void fitsWhatOcsfAsks() throws Exception {
        ObjectNode finding = OcsfFinding.of(alert());
        assertThat(AlertSchema.OCSF.problems(finding.toString())).isEmpty();

        for (String field :
                List.of(
                        "activity_id",
                        "category_uid",
                        "class_uid",
                        "type_uid",
                        "severity_id",
                        "time",
                        "metadata",
                        "finding_info")) {
            JsonNode value = finding.remove(field);
            assertThat(AlertSchema.OCSF.problems(finding.toString())).as(field).isNotEmpty();
            finding.set(field, value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "provisional, 1, 1, 1",
        "final, 1, 1, 1",
        "final, 2, 2, 1",
        "withdrawn, 2, 3, 4",
    })
    void aRevisionUpdatesAndAWithdrawalCloses(String state, int revision, int activity, int status)
            throws Exception {
        ObjectNode alert = alert();
        alert.withObject("/tripline/alert").put("state", state).put("revision", revision);

        JsonNode finding = OcsfFinding.of(alert);

        assertThat(finding.get("activity_id").asInt()).isEqualTo(activity);
        assertThat(finding.get("type_uid").asInt()).isEqualTo(200_400 + activity);
        assertThat(finding.get("status_id").asInt()).isEqualTo(status);
    }

    @Test
    void severalTacticsStandForThemselves() throws Exception {
        ObjectNode alert = alert();
        alert.withObject("/threat/tactic").withArray("/id").add("TA0009");
        alert.withObject("/threat/tactic").withArray("/name").add("Collection");

        JsonNode attacks = OcsfFinding.of(alert).at("/finding_info/attacks");

        assertThat(attacks).hasSize(4);
        assertThat(attacks.findValuesAsText("uid"))
                .containsExactly("TA0006", "TA0009", "T1552", "T1552.007", "T1528");
        assertThat(attacks.get(2).has("tactic")).isFalse();
    }

    @Test
    void theCloudIsAProfileOfItsOwn() throws Exception {
        ObjectNode alert = alert();
        alert.withObject("/cloud").put("provider", "aws").put("region", "eu-west-1");
        alert.withObject("/cloud/account").put("id", "123");

        JsonNode finding = OcsfFinding.of(alert);

        assertThat(finding.at("/metadata/profiles").toString())
                .isEqualTo("[\"container\",\"cloud\"]");
        assertThat(finding.get("cloud"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"provider": "aws", "region": "eu-west-1",
                                 "account": {"uid": "123"}}
                                """));
    }

    @Test
    void suppressedDetectionsCount() throws Exception {
        ObjectNode alert = alert();
        alert.withObject("/tripline/suppression").put("count", 4);

        assertThat(OcsfFinding.of(alert).get("count").asInt()).isEqualTo(5);
    }

    @Test
    void theRestOfTheAlertStaysAsItWas() throws Exception {
        Alert alert =
                new Alert("a1", 1, AlertState.FINAL, "r", "high", "t", "m", alert().toString());

        Alert ocsf = AlertFormat.OCSF.of(alert);

        assertThat(AlertFormat.ECS.of(alert)).isSameAs(alert);
        assertThat(ocsf.id()).isEqualTo("a1");
        assertThat(JSON.readTree(ocsf.document()).get("class_uid").asInt()).isEqualTo(2004);
    }
}
