// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Detection;
import dev.tripline.detect.Evidence;
import dev.tripline.eql.EqlParser;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Response;
import dev.tripline.rule.Risk;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleType;
import dev.tripline.rule.Severity;
import dev.tripline.rule.Threat;
import dev.tripline.testing.AlertSchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String READ =
            """
            {"event.action": "exec", "tripline.cluster": "demo", "orchestrator.namespace": "shop",
             "orchestrator.resource.name": "web-1", "container.id": "4f1d", "container.name": "web",
             "user.id": "0", "user.name": "root", "process.name": "cat",
             "process.args": ["cat", "-v", "-v", "/token"]}
            """;

    private static final String REQUEST =
            """
            {"event.action": "list", "kubernetes.audit.stage": "ResponseComplete",
             "orchestrator.namespace": "payments", "orchestrator.resource.name": "ledger",
             "tripline.caller.namespace": "shop", "tripline.caller.pod.name": "web-1",
             "user.name": "system:serviceaccount:shop:web", "user_agent.original": "curl/8.5.0",
             "source.ip": ["10.0.0.1", "203.0.113.9", "10.0.0.1"],
             "kubernetes.audit.requestURI": "/api/v1/namespaces/payments/secrets/ledger",
             "kubernetes.audit.objectRef.resource": "secrets",
             "kubernetes.audit.objectRef.subresource": "status",
             "kubernetes.audit.objectRef.namespace": "payments",
             "kubernetes.audit.objectRef.name": "ledger",
             "kubernetes.audit.responseStatus.code": 403,
             "kubernetes.audit.annotations.authorization_k8s_io/decision": "forbid"}
            """;

    private static final String CLOUD_CALL =
            """
            {"event.dataset": "aws.cloudtrail", "event.category": "api", "event.type": "info",
             "event.action": "GetCallerIdentity", "event.provider": "sts.amazonaws.com",
             "event.outcome": "failure", "error.code": "AccessDenied", "user.name": "web-role",
             "cloud.provider": "aws", "cloud.region": "eu-west-1",
             "cloud.account.id": "123456789012", "cloud.instance.id": "i-0abc",
             "source.ip": "198.51.100.7", "source.address": "198.51.100.7"}
            """;

    private static final String DOCKER_CALL =
            """
            {"event.dataset": "docker.api", "event.category": "api", "event.type": "access",
             "event.action": "get", "http.request.method": "GET", "http.response.status_code": 200,
             "url.original": "/v1.44/containers/4f1d/logs?stdout=1",
             "url.path": "/v1.44/containers/4f1d/logs", "docker.api.path": "/containers/4f1d/logs",
             "container.id": "4f1d", "host.name": "node-1"}
            """;

    private final Evidence read = evidence("2026-03-01T10:00:00Z", "read-1", READ);
    private final Evidence request = evidence("2026-03-01T10:00:01.5Z", "request-1", REQUEST);

    @Test
    void saysWhichRuleFoundWhat() throws Exception {
        JsonNode document = document(rule(), read, request);

        assertThat(document.at("/@timestamp").asText()).isEqualTo("2026-03-01T10:00:01.500Z");
        assertThat(document.at("/event/kind").asText()).isEqualTo("alert");
        assertThat(document.at("/event/severity").asInt()).isEqualTo(73);
        assertThat(document.at("/event/risk_score").asInt()).isEqualTo(73);
        assertThat(document.at("/event/start").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(document.at("/event/end").asText()).isEqualTo("2026-03-01T10:00:01.500Z");
        assertThat(document.at("/rule/id").asText()).isEqualTo("stolen-token");
        assertThat(document.at("/rule/name").asText()).isEqualTo("Stolen token");
        assertThat(document.at("/tripline/alert/state").asText()).isEqualTo("final");
        assertThat(document.at("/tripline/alert/revision").asInt()).isEqualTo(1);
        assertThat(document.at("/tripline/join_key")).isEqualTo(JSON.readTree("[\"demo\"]"));
    }

    @Test
    void namesEachTacticAndTechniqueOnce() throws Exception {
        JsonNode threat = document(rule(), read).get("threat");

        assertThat(threat)
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"framework": "MITRE ATT&CK",
                                 "tactic": {"id": ["TA0006", "TA0009"],
                                            "name": ["Credential Access", "Collection"]},
                                 "technique": {"id": ["T1552"], "name": ["Unsecured Credentials"],
                                     "subtechnique": {"id": ["T1552.007"],
                                                      "name": ["Container API"]}}}
                                """));
    }

    @Test
    void tellsThePodThatActedFromTheTarget() throws Exception {
        JsonNode document = document(rule(), read, request);

        assertThat(document.at("/orchestrator/cluster/name").asText()).isEqualTo("demo");
        assertThat(document.at("/orchestrator/namespace").asText()).isEqualTo("shop");
        assertThat(document.at("/orchestrator/resource/name").asText()).isEqualTo("web-1");
        assertThat(document.at("/container/id").asText()).isEqualTo("4f1d");
        assertThat(document.at("/tripline/target"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"resource": "secrets", "subresource": "status",
                                 "namespace": "payments", "name": "ledger"}
                                """));
    }

    @Test
    void theIdentityIsTheCallersAndNotThatOfAProcess() throws Exception {
        JsonNode document = document(rule(), read, request);

        assertThat(document.get("user"))
                .isEqualTo(JSON.readTree("{\"name\": \"system:serviceaccount:shop:web\"}"));
        assertThat(document.at("/user_agent/original").asText()).isEqualTo("curl/8.5.0");
    }

    @Test
    void theSourceAddressIsTheLastEvenIfItWasNamedBefore() throws Exception {
        JsonNode document = document(rule(), request);

        assertThat(document.at("/source/ip").asText()).isEqualTo("10.0.0.1");
    }

    @Test
    void theActionIsTheRequest() throws Exception {
        JsonNode document = document(rule(), read, request);

        assertThat(document.at("/event/action").asText()).isEqualTo("list");
        assertThat(document.at("/event/outcome").asText()).isEqualTo("failure");
        assertThat(document.at("/tripline/action"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"verb": "list",
                                 "path": "/api/v1/namespaces/payments/secrets/ledger"}
                                """));
        assertThat(document.at("/tripline/result"))
                .isEqualTo(JSON.readTree("{\"decision\": \"forbid\", \"status_code\": 403}"));
    }

    @Test
    void theActionOfAProcessIsItsOwn() throws Exception {
        JsonNode document = document(rule(), read);

        assertThat(document.at("/event/action").asText()).isEqualTo("exec");
        assertThat(document.at("/user/name").asText()).isEqualTo("root");
        assertThat(document.at("/tripline").has("target")).isFalse();
    }

    @Test
    void theMessageTellsTheStory() throws Exception {
        assertThat(document(rule(), read, request).get("message").asText())
                .isEqualTo(
                        "Stolen token: pod shop/web-1 in cluster demo: ran `cat -v -v /token`, then"
                                + " system:serviceaccount:shop:web asked the Kubernetes API to list"
                                + " secrets/status ledger in payments (forbid, 403) within 1.5 s");
    }

    @Test
    void theStageOfAnEventIsThePlaceOfItsTerm() throws Exception {
        Rule rule =
                rule(
                        "rule",
                        Severity.LOW,
                        """
                        sequence with maxspan=1m
                          ![any where true] with runs=2 [any where true] ![any where true]
                          [any where true] ![any where true]
                        """);

        JsonNode evidence = document(rule, read, request).at("/tripline/evidence");

        assertThat(evidence.findValuesAsText("stage")).containsExactly("3", "5");
    }

    @Test
    void theStoryOfASampleIsToldAsItHappened() throws Exception {
        Rule sample =
                rule("rule", Severity.LOW, "sample by user.name [any where true] [any where true]");
        JsonNode inOrder = document(sample, read, request);
        JsonNode otherwise = document(sample, request, read);

        for (String part : List.of("/message", "/@timestamp", "/event", "/user")) {
            assertThat(otherwise.at(part)).isEqualTo(inOrder.at(part));
        }
        assertThat(otherwise.at("/tripline/evidence/0/stage").asInt()).isEqualTo(1);
        assertThat(otherwise.at("/tripline/evidence/0/event/id"))
                .isEqualTo(inOrder.at("/tripline/evidence/1/event/id"));
    }

    @Test
    void theEvidenceLeadsBackToEachEvent() throws Exception {
        JsonNode evidence = document(rule(), read, request).at("/tripline/evidence");

        assertThat(evidence).hasSize(2);
        assertThat(evidence.at("/0/stage").asInt()).isEqualTo(1);
        assertThat(evidence.at("/0/@timestamp").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(evidence.at("/0/event/id").asText()).isEqualTo("read-1");
        assertThat(evidence.at("/0/source"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"name": "audit", "topic": "events", "partition": 2, "offset": 77}
                                """));
        assertThat(evidence.at("/0/fields")).isEqualTo(JSON.readTree(READ));
        assertThat(evidence.at("/1/stage").asInt()).isEqualTo(2);
    }

    @Test
    void theIdIsTheSameWhereverTheEventsWereRead() throws Exception {
        assertThat(id(rule(), "[1]", read, elsewhere(request)))
                .isEqualTo(id(rule(), "[1]", elsewhere(read), request))
                .isEqualTo(document(rule(), "[1]", read, request).at("/event/id").asText())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void theIdDiffersByRuleAndKeyAndCompletingEvent() throws Exception {
        Evidence other = evidence("2026-03-01T10:00:01.5Z", "request-2", REQUEST);

        assertThat(
                        List.of(
                                id(rule(), "[1]", read, request),
                                id(rule("another", Severity.LOW), "[1]", read, request),
                                id(rule(), "[2]", read, request),
                                id(rule(), "[1]", read, other)))
                .doesNotHaveDuplicates();
    }

    @Test
    void theIdStaysWhenAnotherEventBegan() throws Exception {
        Evidence other = evidence("2026-03-01T10:00:01Z", "read-2", READ);

        assertThat(id(rule(), "[1]", other, request)).isEqualTo(id(rule(), "[1]", read, request));
    }

    @Test
    void twoRequestsOfOneChosenAuditIdAreTwoAlerts() throws Exception {
        Evidence again = evidence("2026-03-01T10:05:00Z", request.identity(), "{}");

        assertThat(id(rule(), "[1]", read, again)).isNotEqualTo(id(rule(), "[1]", read, request));
    }

    @Test
    void saysWhichEventCameLateAndKeepsTheId() throws Exception {
        Evidence late =
                new Evidence(
                        read.time(),
                        null,
                        read.order(),
                        read.identity(),
                        null,
                        read.coordinates(),
                        read.fields(),
                        true,
                        0);

        JsonNode document = document(rule(), late, request);

        assertThat(document.at("/tripline/late")).isEqualTo(BooleanNode.TRUE);
        assertThat(document.at("/tripline/evidence/0/late")).isEqualTo(BooleanNode.TRUE);
        assertThat(document.at("/tripline/evidence/1").has("late")).isFalse();
        assertThat(document(rule(), read, request).at("/tripline").has("late")).isFalse();
        assertThat(id(rule(), "[1]", late, request)).isEqualTo(id(rule(), "[1]", read, request));
    }

    @Test
    void everyAlertFitsTheSchema() throws Exception {
        for (Evidence[] events :
                List.of(
                        new Evidence[] {read},
                        new Evidence[] {request},
                        new Evidence[] {read, request},
                        new Evidence[] {evidence("2026-03-01T10:00:00Z", "e", "{}")},
                        new Evidence[] {evidence("2026-03-01T10:00:00Z", "e", CLOUD_CALL)},
                        new Evidence[] {evidence("2026-03-01T10:00:00Z", "e", DOCKER_CALL)})) {
            assertThat(AlertSchema.ECS.problems(document(rule(), events).toString())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, stranger, 1",
        "/tripline, stranger, 1",
        "/tripline/alert, state, \"certain\"",
        "/tripline/alert, revision, \"1\"",
        "/tripline/alert, revision, 0",
        "/tripline/evidence/0, stage, null",
        "/tripline/evidence/0/source, offset, -1",
        "/event, kind, \"event\"",
        "/event, created, \"yesterday\"",
        "/event, category, [\"cat\"]",
        "/event, risk_score, 101",
        "/rule, stranger, 1",
        "/process, pid, \"7\"",
        "/process, args, \"cat\"",
        "/source, ip, \"localhost\"",
        "/related, ip, '[\"10.0.0.1\", \"10.0.0.1\"]'",
        "/related, ip, [\"10.0.0.256\"]",
    })
    void theSchemaRefuses(String place, String field, String value) throws Exception {
        ObjectNode document = (ObjectNode) document(rule(), read, request);
        JsonNode object = place.equals("/") ? document : document.at(place);
        ((ObjectNode) object).set(field, JSON.readTree(value));

        assertThat(AlertSchema.ECS.problems(document.toString())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@timestamp", "message", "ecs", "event", "rule", "tags", "tripline"})
    void theSchemaMisses(String field) throws Exception {
        ObjectNode document = (ObjectNode) document(rule(), read);
        document.remove(field);

        assertThat(AlertSchema.ECS.problems(document.toString())).isNotEmpty();
    }

    @Test
    void aNameInPlaceOfAnAddressIsNoAddress() throws Exception {
        String fields =
                REQUEST.replace(
                        "[\"10.0.0.1\", \"203.0.113.9\", \"10.0.0.1\"]",
                        "[\"10.0.0.1\", \"node-7\"]");

        JsonNode document = document(rule(), evidence("2026-03-01T10:00:00Z", "e", fields));

        assertThat(document.get("source")).isEqualTo(JSON.readTree("{\"address\": \"node-7\"}"));
        assertThat(document.at("/related/ip")).isEqualTo(JSON.readTree("[\"10.0.0.1\"]"));
    }

    @Test
    void eventsCanLieFurtherApartThanNanosecondsCanBeCounted() throws Exception {
        JsonNode document = document(rule(), evidence("0001-01-01T00:00:00Z", "e", READ), request);

        assertThat(document.at("/event/duration").asLong()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void longValuesOfKeysAreCut() throws Exception {
        String key = "[\"" + "x".repeat(40_000) + "\", 1]";

        JsonNode shown = document(rule(), key, read).at("/tripline/join_key");

        assertThat(shown.get(0).asText()).hasSizeLessThan(5000).endsWith("(40000 characters)");
        assertThat(shown.get(1).asInt()).isEqualTo(1);
    }

    @Test
    void onlyWhenItWasMadeAndCameInTellsReplaysApart() throws Exception {
        Detection detection = new Detection(rule().key(), "[]", List.of(read, request));
        Alert first = Raised.by(rule(), detection, Instant.parse("2026-03-01T11:00:00Z"));
        Alert again = Raised.by(rule(), detection, Instant.parse("2026-04-01T00:00:00Z"));

        ObjectNode one = (ObjectNode) JSON.readTree(first.document());
        ObjectNode other = (ObjectNode) JSON.readTree(again.document());

        assertThat(one.at("/event/created").asText()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(one).isNotEqualTo(other);
        for (ObjectNode document : List.of(one, other)) {
            document.withObject("/event").remove(List.of("created", "ingested"));
        }
        assertThat(one).isEqualTo(other);
    }

    @Test
    void anAlertCameInWithTheRecordThatCompletedIt() throws Exception {
        long arrival = Instant.parse("2026-03-01T10:00:03Z").toEpochMilli();
        Evidence completing =
                new Evidence(
                        request.time(),
                        null,
                        request.order(),
                        request.identity(),
                        Coordinates.ofRecord("audit", "events", 2, 78, arrival, null),
                        request.fields());

        JsonNode event = document(rule(), read, completing).get("event");

        assertThat(event.get("ingested").asText()).isEqualTo("2026-03-01T10:00:03Z");
        assertThat(event.get("created").asText()).isEqualTo(Raised.CREATED.toString());
        assertThat(event.get("duration").asLong()).isEqualTo(1_500_000_000L);
    }

    @Test
    void theDeedSaysOfWhichCategoryAndTypeAnAlertIs() throws Exception {
        JsonNode audit = document(rule(), read, request).get("event");
        assertThat(audit.get("category").toString()).isEqualTo("[\"api\"]");
        assertThat(audit.get("type").toString()).isEqualTo("[\"access\",\"denied\"]");

        JsonNode call =
                document(rule(), evidence("2026-03-01T10:00:00Z", "e", CLOUD_CALL)).get("event");
        assertThat(call.get("category").toString()).isEqualTo("[\"api\"]");
        assertThat(call.get("type").toString()).isEqualTo("[\"info\"]");
        assertThat(call.get("outcome").asText()).isEqualTo("failure");
    }

    @Test
    void everythingThatTheEvidenceNamesIsRelated() throws Exception {
        assertThat(document(rule(), read, request).get("related"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"ip": ["10.0.0.1", "203.0.113.9"],
                                 "user": ["0", "root", "system:serviceaccount:shop:web"]}
                                """));
        assertThat(
                        document(rule(), evidence("2026-03-01T10:00:00Z", "e", CLOUD_CALL))
                                .at("/related/hosts"))
                .isEqualTo(JSON.readTree("[\"i-0abc\"]"));
    }

    @Test
    void aCallOfTheCloudSaysWhoCalledWhatFromWhere() throws Exception {
        JsonNode document = document(rule(), evidence("2026-03-01T10:00:00Z", "e", CLOUD_CALL));

        assertThat(document.get("message").asText())
                .isEqualTo(
                        "Stolen token: web-role of i-0abc in account 123456789012: web-role of"
                                + " i-0abc called sts:GetCallerIdentity from 198.51.100.7"
                                + " (AccessDenied)");
        assertThat(document.has("orchestrator")).isFalse();
        assertThat(document.get("cloud"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"provider": "aws", "region": "eu-west-1",
                                 "account": {"id": "123456789012"}, "instance": {"id": "i-0abc"}}
                                """));
        assertThat(document.at("/tripline/action"))
                .isEqualTo(
                        JSON.readTree("{\"verb\": \"GetCallerIdentity\", \"service\": \"sts\"}"));
        assertThat(document.at("/tripline/result"))
                .isEqualTo(JSON.readTree("{\"error\": \"AccessDenied\"}"));
    }

    @Test
    void aRequestToDockerSaysWhatWasAskedWhere() throws Exception {
        JsonNode document = document(rule(), evidence("2026-03-01T10:00:00Z", "e", DOCKER_CALL));

        assertThat(document.get("message").asText())
                .isEqualTo(
                        "Stolen token: container 4f1d: GET /containers/4f1d/logs on host node-1"
                                + " (200)");
        assertThat(document.at("/http/request/method").asText()).isEqualTo("GET");
        assertThat(document.at("/http/response/status_code").asInt()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'process.name':'curl','destination.ip':'169.254.169.254','destination.port':80,"
                        + "'tripline.metadata.host':'169.254.169.254','tripline.metadata.provider':'aws'}"
                        + " | curl connected to 169.254.169.254:80 (metadata service of aws)",
                "{'process.args':['curl','http://169.254.169.254/'],"
                        + "'tripline.metadata.host':'169.254.169.254'}"
                        + " | ran `curl http://169.254.169.254/` (metadata service)",
                "{'event.dataset':'kubernetes.container_logs','message':'x',"
                        + "'tripline.secret.hash':'<github-token:1a2b3c4d>'}"
                        + " | logged <github-token:1a2b3c4d>",
                "{'event.dataset':'docker.container_logs','message':'panic: x'} | logged `panic: x`",
                "{'process.args':['env'],'tripline.secret.hash':['<jwt:1a2b3c4d>','<npm-token:5e6f7a8b>']}"
                        + " | showed <jwt:1a2b3c4d>, <npm-token:5e6f7a8b> in `env`",
                "{'file.path':'/etc/shadow','process.name':'vi','event.action':'modification'}"
                        + " | vi changed /etc/shadow",
                "{'event.dataset':'docker.events','event.action':'exec_start',"
                        + "'container.name':'web','process.args':['cat','/x']}"
                        + " | Docker told exec_start of web: `cat /x`",
                "{'rule.name':'Shell in container'} | Falco reported \"Shell in container\"",
                "{'event.action':'boot'} | boot",
                "{} | an event"
            })
    void everyKindOfEventIsToldInItsOwnWords(String fields, String phrase) throws Exception {
        Evidence event = evidence("2026-03-01T10:00:00Z", "e", fields.replace('\'', '"'));

        assertThat(document(rule(), event).get("message").asText()).endsWith(": " + phrase);
    }

    @Test
    void anEmptyTextSaysNothing() throws Exception {
        String fields = DOCKER_CALL.replaceFirst("\\{", "{\"user.name\": \"\",");

        JsonNode document = document(rule(), evidence("2026-03-01T10:00:00Z", "e", fields));

        assertThat(document.has("user")).isFalse();
        assertThat(document.get("message").asText()).endsWith("on host node-1 (200)");
    }

    @Test
    void impersonationNamesBothUsers() throws Exception {
        String fields =
                REQUEST.replaceFirst(
                        "\\{", "{\"kubernetes.audit.impersonatedUser.username\": \"admin\",");
        JsonNode document = document(rule(), evidence("2026-03-01T10:00:00Z", "e", fields));

        assertThat(document.at("/user/effective/name").asText()).isEqualTo("admin");
        assertThat(document.get("message").asText())
                .contains("system:serviceaccount:shop:web as admin asked");
    }

    private static Evidence evidence(String time, String identity, String fields) {
        return new Evidence(
                Timestamp.of(Instant.parse(time)),
                null,
                identity,
                identity,
                Coordinates.ofRecord("audit", "events", 2, 77),
                fields);
    }

    private static Evidence elsewhere(Evidence event) {
        return new Evidence(
                event.time(),
                event.tiebreaker(),
                event.order(),
                event.identity(),
                Coordinates.ofLine("replay", "copy.ndjson", 12),
                event.fields());
    }

    private static Rule rule() throws Exception {
        return rule("stolen-token", Severity.HIGH);
    }

    private static Rule rule(String id, Severity severity) throws Exception {
        return rule(id, severity, "sequence [any where true] with runs=2");
    }

    private static Rule rule(String id, Severity severity, String query) throws Exception {
        Threat.Technique container =
                new Threat.Technique("T1552.007", "Container API", "", List.of());
        Threat.Technique unsecured =
                new Threat.Technique("T1552", "Unsecured Credentials", "", List.of(container));
        List<Threat> threats =
                Stream.of(
                                new Threat.Tactic("TA0006", "Credential Access", ""),
                                new Threat.Tactic("TA0009", "Collection", ""))
                        .map(tactic -> new Threat("MITRE ATT&CK", tactic, List.of(unsecured)))
                        .toList();
        return new Rule(
                id,
                "Stolen token",
                "A token is read and used.",
                new Risk(severity, 73, List.of()),
                RuleType.EQL,
                true,
                query,
                EqlParser.parse(query),
                null,
                Rule.DEFAULT_CATEGORY_FIELD,
                null,
                threats,
                List.of("https://example.com/"),
                List.of(),
                null,
                List.of("Domain: Container"),
                Response.NONE,
                null,
                true,
                List.of(),
                Map.of(),
                "rule.toml");
    }

    private static String id(Rule rule, String joinKey, Evidence... events) throws Exception {
        Detection detection = new Detection(rule.key(), joinKey, List.of(events));
        return AlertId.of(rule, detection);
    }

    private static JsonNode document(Rule rule, Evidence... events) throws Exception {
        return document(rule, "[\"demo\"]", events);
    }

    private static JsonNode document(Rule rule, String joinKey, Evidence... events)
            throws Exception {
        Detection detection = new Detection(rule.key(), joinKey, List.of(events));
        return JSON.readTree(Raised.by(rule, detection).document());
    }
}
