// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a cloud wraps or rewords the audit events of its clusters, rules see the same. */
class ManagedClustersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String AUDIT =
            """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"c59d6a7c","stage":"ResponseComplete",\
            "verb":"GET","user":{"username":"system:serviceaccount:shop:web","extra":{\
            "authentication.kubernetes.io/pod-name":["web-1"]}},"sourceIPs":["10.0.0.9"],\
            "objectRef":{"resource":"secrets","namespace":"shop","name":"db"},\
            "responseStatus":{"code":200},"requestReceivedTimestamp":"2026-03-02T12:22:15.860123Z",\
            "annotations":{"authorization.k8s.io/decision":"allow"}}""";

    private static final String LIST =
            "{\"kind\":\"EventList\",\"items\":[" + AUDIT + "," + AUDIT + "]}";

    private static final String GKE =
            """
            {"protoPayload":{"serviceName":"k8s.io","methodName":"io.k8s.core.v1.secrets.get",
               "resourceName":"core/v1/namespaces/shop/secrets/db",
               "authenticationInfo":{"principalEmail":"system:serviceaccount:shop:web"},
               "authorizationInfo":[{"granted":true,"permission":"io.k8s.core.v1.secrets.get"}],
               "requestMetadata":{"callerIp":"10.0.0.9","callerSuppliedUserAgent":"curl/8"},
               "status":{}},
             "insertId":"i-1","timestamp":"2026-03-02T12:22:15.860123Z",
             "receiveTimestamp":"2026-03-02T12:22:40Z","logName":"projects/p/logs/x%2Fdata_access",
             "labels":{"authorization.k8s.io/reason":"RBAC"},
             "resource":{"type":"k8s_cluster","labels":{"project_id":"p","location":"europe-west1",
               "cluster_name":"prod"}}}
            """;

    private static String quoted(String text) throws IOException {
        return JSON.writeValueAsString(text);
    }

    private static String logEvent(String message) throws IOException {
        return "{\"id\":\"1\",\"timestamp\":1772454135000,\"message\":" + quoted(message) + "}";
    }

    private static String subscription(String... logEvents) {
        return "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\","
                + "\"logGroup\":\"/aws/eks/prod/cluster\",\"logStream\":\"kube-apiserver-audit-1\","
                + "\"logEvents\":["
                + String.join(",", logEvents)
                + "]}";
    }

    private static String aks(String log) {
        return "{\"category\":\"kube-audit\",\"operationName\":"
                + "\"Microsoft.ContainerService/managedClusters/diagnosticLogs/Read\","
                + "\"properties\":{\"log\":"
                + log
                + ",\"pod\":\"kube-apiserver-1\"},\"resourceId\":\"/SUBSCRIPTIONS/S-1/RESOURCEGROUPS/R"
                + "/PROVIDERS/MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS/PROD\","
                + "\"time\":\"2026-03-02T12:25:00.1234567Z\"}";
    }

    private static String records(String... records) {
        return "{\"records\":[" + String.join(",", records) + "]}";
    }

    private static SourceFormat format(String name) {
        return Formats.SHIPPED.named(name).orElseThrow();
    }

    private static Map<String, List<String>> wrapped() throws IOException {
        return Map.of(
                "eks",
                List.of(
                        subscription(logEvent(AUDIT)),
                        subscription(logEvent(LIST), logEvent(AUDIT)),
                        logEvent(AUDIT),
                        /* What has passed through a program is spaced differently. */
                        subscription(logEvent(AUDIT.replaceFirst("\\{", "{ "))),
                        "{\"timestamp\":1,\"ingestionTime\":2,\"message\":" + quoted(AUDIT) + "}",
                        AUDIT,
                        LIST),
                "aks",
                List.of(
                        records(aks(AUDIT), aks(quoted(AUDIT))),
                        records(aks(quoted(LIST))),
                        aks(quoted(AUDIT + "\n")),
                        aks(AUDIT),
                        AUDIT));
    }

    @Test
    void theEventInsideIsTheSameHoweverItIsWrapped() throws IOException {
        int count = 0;
        for (Map.Entry<String, List<String>> of : wrapped().entrySet()) {
            for (String record : of.getValue()) {
                for (String name : List.of("auto", of.getKey())) {
                    Readings readings =
                            Readings.of(
                                    format(name),
                                    record,
                                    "event.action",
                                    "event.dataset",
                                    "data_stream.dataset",
                                    "user.name",
                                    "tripline.caller.pod.name",
                                    "kubernetes.audit.verb");

                    assertThat(readings.deadLetters()).as(record).isEmpty();
                    assertThat(readings.events())
                            .isNotEmpty()
                            .allSatisfy(ManagedClustersTest::isTheRead);
                    count += readings.events().size();
                }
            }
        }
        assertThat(count).isEqualTo(2 * (10 + 7));
    }

    private static void isTheRead(Event event) {
        assertThat(event.identity().id()).isEqualTo("c59d6a7c/ResponseComplete");
        assertThat(event.time()).hasToString("2026-03-02T12:22:15.860123Z");
        assertThat(event.get("event.action")).isEqualTo("get");
        assertThat(event.get("kubernetes.audit.verb")).isEqualTo("get");
        assertThat(event.get("event.dataset")).isEqualTo("kubernetes.audit_logs");
        assertThat(event.get("data_stream.dataset")).isEqualTo("kubernetes.audit_logs");
        assertThat(event.get("user.name")).isEqualTo("system:serviceaccount:shop:web");
        assertThat(event.get("tripline.caller.pod.name")).isEqualTo("web-1");
    }

    @Test
    void onlyAListNumbersItsItems() throws IOException {
        assertThat(places(records(aks(quoted(LIST)), aks(AUDIT)))).containsExactly(0, 1, 2);
        assertThat(places(subscription(logEvent(AUDIT)))).containsExactly(0);
        assertThat(places(aks(quoted(AUDIT)))).containsExactly(-1);
    }

    private static List<Integer> places(String record) {
        return Readings.of(SourceFormat.AUTO, record).events().stream()
                .map(event -> event.coordinates().item())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "eks, cloud.provider, aws",
        "eks, cloud.account.id, 111122223333",
        "eks, orchestrator.cluster.name, prod",
        "eks, tripline.cluster, prod",
        "aks, cloud.provider, azure",
        "aks, cloud.account.id, S-1",
        "aks, orchestrator.cluster.name, prod",
        "aks, tripline.cluster, /subscriptions/s-1/resourcegroups/r/providers/"
                + "microsoft.containerservice/managedclusters/prod"
    })
    void theEnvelopeSaysWhichClusterItIs(String name, String field, String value)
            throws IOException {
        String record =
                name.equals("eks") ? subscription(logEvent(AUDIT)) : records(aks(quoted(AUDIT)));

        assertThat(Readings.event(SourceFormat.AUTO, record, field).get(field)).isEqualTo(value);
    }

    @Test
    void aTruncatedMessageIsADeadLetterThatNamesItsEvent() throws IOException {
        String half = AUDIT.substring(0, AUDIT.length() - 40);
        String record = subscription(logEvent(AUDIT), logEvent(half), logEvent(AUDIT));

        Readings readings = Readings.of(format("eks"), record);

        assertThat(readings.events())
                .extracting(event -> event.coordinates().item())
                .containsExactly(0, 2);
        assertThat(readings.onlyDeadLetter())
                .returns(Reason.TRUNCATED, DeadLetter::reason)
                .returns(1, letter -> letter.coordinates().item())
                .returns(quoted(half), letter -> text(letter))
                .satisfies(letter -> assertThat(letter.message()).contains("auditID c59d6a7c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"Event\"}",
                "\"{\\\"kind\\\":\\\"Event\\\"}\"",
                "\"skipped-too-big-size-object\"",
                "\"\"",
                "null",
                "{}",
                "[]",
                "7"
            })
    void aStubIsADeadLetter(String log) {
        for (String name : List.of("auto", "aks")) {
            Readings readings = Readings.of(format(name), records(aks(log), aks(AUDIT)));

            assertThat(readings.events()).hasSize(1);
            assertThat(readings.onlyDeadLetter().coordinates().item()).isZero();
        }
    }

    private static String text(DeadLetter letter) {
        return new String(letter.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anotherLogOfTheControlPlaneIsADeadLetter() throws IOException {
        String record = subscription(logEvent("time=\"2026-03-02T10:00:00Z\" level=info"));

        assertThat(Readings.deadLetter(SourceFormat.AUTO, record).reason())
                .isEqualTo(Reason.UNKNOWN_FORMAT);
    }

    @Test
    void aRespelledEventIsReadLikeItsOriginal() {
        String record =
                """
                {"auditID":"a","verb":"watch","stage":"ResponseComplete","user":{"username":"u","extra":{
                 "authentication_kubernetes_io_slash_pod-name":["web-1"]}},"sourceIPs":["10.0.0.9"],
                 "requestReceivedTimestamp":"2026-03-02 22:34:06.892","p_log_type":"Amazon.EKS.Audit"}
                """;
        for (String name : List.of("auto", "eks")) {
            Event event = Readings.event(format(name), record, "tripline.caller.pod.name");

            assertThat(event.get("tripline.caller.pod.name")).isEqualTo("web-1");
            assertThat(event.time()).hasToString("2026-03-02T22:34:06.892Z");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes.audit.auditID, a",
        "kubernetes.audit.verb, get",
        "kubernetes.audit.user.username, u",
        "user.name, u",
        "kubernetes.audit.objectRef.name, db",
        "orchestrator.resource.type, secrets",
        "tripline.caller.pod.name, web-1",
        "event.outcome, failure",
        "orchestrator.cluster.name, prod"
    })
    void aRowOfTheAuditTableIsReadLikeAnEvent(String field, String value) {
        String record =
                """
                {"AuditId":"a","Stage":"ResponseComplete","Verb":"get","RequestUri":"/x",
                 "User":{"username":"u","extra":{"authentication.kubernetes.io/pod-name":["web-1"]}},
                 "ObjectRef":"{\\"resource\\":\\"secrets\\",\\"name\\":\\"db\\"}","SourceIps":["10.0.0.9"],
                 "Annotations":{"authorization.k8s.io/decision":"forbid"},
                 "RequestReceivedTime":"2026-03-02T12:22:15Z","TimeGenerated":"2026-03-02T12:30:00Z",
                 "_ResourceId":"/subscriptions/s/x/managedClusters/prod"}
                """;

        assertThat(Readings.event(SourceFormat.AUTO, record, field).get(field)).isEqualTo(value);
        assertThat(Readings.event(SourceFormat.AUTO, record).time())
                .hasToString("2026-03-02T12:22:15Z");
    }

    @Test
    void theAddressesOfARowMayBeAString() {
        String record =
                """
                {"AuditId":"a","Stage":"ResponseComplete","SourceIps":"[\\"10.0.0.9\\",\\"10.0.0.1\\"]",
                 "RequestReceivedTime":"2026-03-02T12:22:15Z"}
                """;

        assertThat(Fixtures.value(record, "source.ip")).isEqualTo("10.0.0.9 10.0.0.1");
    }

    @Test
    void aResultOfLogsInsightsIsReadLikeALogEvent() throws IOException {
        String record =
                "{\"@timestamp\":\"2026-03-02 12:30:00.000\",\"@log\":"
                        + "\"111122223333:/aws/eks/prod/cluster\",\"@message\":"
                        + quoted(AUDIT)
                        + "}";

        isTheRead(
                Readings.event(
                        SourceFormat.AUTO,
                        record,
                        "event.action",
                        "event.dataset",
                        "data_stream.dataset",
                        "user.name",
                        "tripline.caller.pod.name",
                        "kubernetes.audit.verb"));
        assertThat(Fixtures.value(record, "tripline.cluster")).isEqualTo("prod");
    }

    @ParameterizedTest
    @CsvSource({
        "event.dataset, kubernetes.audit_logs",
        "data_stream.dataset, kubernetes.audit_logs",
        "event.action, get",
        "event.outcome, success",
        "user.name, system:serviceaccount:shop:web",
        "source.ip, 10.0.0.9",
        "user_agent.original, curl/8",
        "cloud.provider, gcp",
        "cloud.project.id, p",
        "cloud.region, europe-west1",
        "orchestrator.cluster.name, prod",
        "orchestrator.namespace, shop",
        "orchestrator.resource.name, db",
        "orchestrator.resource.type, secrets",
        "tripline.cluster, prod",
        "tripline.caller.service_account, web",
        "kubernetes.audit.auditID, i-1",
        "kubernetes.audit.verb, get",
        "kubernetes.audit.stage, ResponseComplete",
        "kubernetes.audit.responseStatus.code, 200",
        "kubernetes.audit.user.username, system:serviceaccount:shop:web",
        "kubernetes.audit.sourceIPs, 10.0.0.9",
        "kubernetes.audit.userAgent, curl/8",
        "kubernetes.audit.requestReceivedTimestamp, 2026-03-02T12:22:15.860123Z",
        "kubernetes.audit.annotations.authorization.k8s.io/decision, allow",
        "kubernetes.audit.annotations.authorization_k8s_io/decision, allow",
        "kubernetes.audit.annotations.authorization_k8s_io/reason, RBAC",
        "protoPayload.methodName, io.k8s.core.v1.secrets.get"
    })
    void anEntryOfCloudLoggingAnswersToTheNamesOfAnAuditEvent(String field, String value)
            throws IOException {
        String base64 = Base64.getEncoder().encodeToString(GKE.getBytes(StandardCharsets.UTF_8));
        String pushed = "{\"message\":{\"data\":\"" + base64 + "\"},\"subscription\":\"s\"}";

        for (String record : List.of(GKE, pushed)) {
            Event event = Readings.event(SourceFormat.AUTO, record, field);

            assertThat(event.get(field)).hasToString(value);
            assertThat(event.time()).hasToString("2026-03-02T12:22:15.860123Z");
            assertThat(event.identity().id()).isEqualTo("i-1");
        }
    }

    @Test
    void googleItselfHasNoAddress() {
        assertThat(Fixtures.value(GKE.replace("10.0.0.9", "private"), "source.ip"))
                .isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "core/v1/namespaces/shop/pods/web-1/exec, -, v1, shop, pods, web-1, exec",
                "core/v1/namespaces/shop/pods, -, v1, shop, pods, -, -",
                "core/v1/namespaces/shop, -, v1, shop, namespaces, shop, -",
                "core/v1/namespaces, -, v1, -, namespaces, -, -",
                "/core/v1/nodes/n1/proxy, -, v1, -, nodes, n1, proxy",
                "apps/v1/namespaces/shop/deployments/web/scale, apps, v1, shop, deployments, web, scale",
                "rbac.authorization.k8s.io/v1beta1/clusterroles/admin, rbac.authorization.k8s.io, v1beta1, -, clusterroles, admin, -",
                "HNAP1, -, -, -, -, -, -",
                "healthz/ready, -, -, -, -, -, -"
            })
    void theNameOfAResourceIsTakenApart(
            String name,
            String group,
            String version,
            String namespace,
            String resource,
            String object,
            String subresource) {
        String prefix = "kubernetes.audit.objectRef.";
        Event event =
                Readings.event(
                        SourceFormat.AUTO,
                        GKE.replace("core/v1/namespaces/shop/secrets/db", name),
                        prefix + "apiGroup",
                        prefix + "apiVersion",
                        prefix + "namespace",
                        prefix + "resource",
                        prefix + "name",
                        prefix + "subresource");

        assertThat(event.get(prefix + "apiGroup")).isEqualTo(group);
        assertThat(event.get(prefix + "apiVersion")).isEqualTo(version);
        assertThat(event.get(prefix + "namespace")).isEqualTo(namespace);
        assertThat(event.get(prefix + "resource")).isEqualTo(resource);
        assertThat(event.get(prefix + "name")).isEqualTo(object);
        assertThat(event.get(prefix + "subresource")).isEqualTo(subresource);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"status\":{}', '\"status\":{\"code\":7}', kubernetes.audit.responseStatus.code, 403",
        "'\"status\":{}', '\"status\":{\"code\":16}', kubernetes.audit.responseStatus.code, 401",
        "'\"status\":{}', '\"status\":{\"code\":404}', kubernetes.audit.responseStatus.code, 404",
        "granted\":true, granted\":false, event.outcome, failure",
        "granted\":true, granted\":false, kubernetes.audit.annotations.authorization.k8s.io/decision, forbid",
        "RBAC, RBAC again, event.outcome, success",
        "callerIp, callerIP, source.ip, 10.0.0.9",
        "10.0.0.9, private, source.address, private",
        "'\"labels\":', '\"operation\":{\"first\":true},\"labels\":', kubernetes.audit.stage, ResponseStarted",
        "'\"labels\":', '\"operation\":{\"first\":true,\"last\":true},\"labels\":', kubernetes.audit.stage, ResponseComplete",
        "core.v1.secrets.get, get, kubernetes.audit.verb, get",
        "core.v1.secrets.get, core.v1.pods.exec.create, event.action, create"
    })
    void whatGoogleSaysOtherwiseIsTranslated(
            String from, String to, String field, String expected) {
        String record = GKE.replace(from, to);

        assertThat(Readings.event(SourceFormat.AUTO, record, field).get(field))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"labels\":{', '\"labels\":{\"command.gke.io/command\":\"cat /etc/x\",', "
                + "tripline.request.command, cat /etc/x",
        "'\"status\":{}', '\"request\":{\"command\":[\"id\",\"-u\"]}', "
                + "tripline.request.command, id -u",
        "'\"principalEmail\":', '\"authoritySelector\":\"boss\",\"principalEmail\":', "
                + "kubernetes.audit.impersonatedUser.username, boss"
    })
    void anEntryOfGkeTellsWhatIsRunAndUnderWhoseName(
            String text, String instead, String field, String value) {
        String exec =
                GKE.replace("io.k8s.core.v1.secrets.get", "io.k8s.core.v1.pods.exec.create")
                        .replace("secrets/db", "pods/web-1/exec");

        assertThat(Fixtures.value(exec.replace(text, instead), field)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "event.dataset, azure.activitylogs",
        "event.action, MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE",
        "event.outcome, success",
        "azure.activitylogs.operation_name, MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE",
        "source.ip, 203.0.113.7",
        "cloud.account.id, S-1"
    })
    void theActivityLogOfAzureIsReadLikeElasticsIntegration(String field, String value) {
        String record =
                """
                {"time":"2026-03-02T12:22:15Z","operationName":"MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE",
                 "category":"Administrative","resultType":"Success","callerIpAddress":"203.0.113.7",
                 "resourceId":"/SUBSCRIPTIONS/S-1/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.CONTAINERSERVICE/X"}
                """;
        for (String name : List.of("auto", "aks")) {
            assertThat(Readings.event(format(name), records(record), field).get(field))
                    .isEqualTo(value);
        }
    }
}
