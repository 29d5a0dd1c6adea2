// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRequestTest {

    private static final String COMMAND = "tripline.request.command";

    private static Event request(Map<String, ?> fields) {
        return Deriving.from(fields, DerivedFields.names().toArray(String[]::new));
    }

    private static Event asked(String uri) {
        return request(Map.of("kubernetes.audit.requestURI", uri));
    }

    private static void assertNames(
            Event event, String namespace, String resource, String subresource, String name) {
        assertThat(event.get("tripline.request.namespace")).isEqualTo(namespace);
        assertThat(event.get("tripline.request.resource")).isEqualTo(resource);
        assertThat(event.get("tripline.request.subresource")).isEqualTo(subresource);
        assertThat(event.get("tripline.request.name")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/secrets, , secrets, , ",
        "/api/v1/namespaces/shop/secrets, shop, secrets, , ",
        "/api/v1/namespaces/shop/secrets/db, shop, secrets, , db",
        "/api/v1/namespaces/shop/secrets?limit=500, shop, secrets, , ",
        "/api/v1/namespaces/shop/secrets?fieldSelector=metadata.name%3Ddb, shop, secrets, , db",
        "/api/v1/namespaces/shop/pods/web-1/exec?command=sh, shop, pods, exec, web-1",
        "/api/v1/namespaces/shop/serviceaccounts/web/token, shop, serviceaccounts, token, web",
        "/api/v1/namespaces/shop/pods/web-1:8080/proxy/admin?x=1, shop, pods, proxy, web-1:8080",
        "/api/v1/namespaces/shop/services/https:web:443/proxy/, shop, services, proxy, https:web:443",
        "/api/v1/nodes/n1/proxy/exec/shop/web-1/app, , nodes, proxy, n1",
        "/api/v1/proxy/namespaces/shop/pods/web-1/etc, shop, pods, , web-1",
        "/api/v1/watch/namespaces/shop/secrets/db, shop, secrets, , db",
        "/api/v1/watch/secrets, , secrets, , ",
        "/api/v1/namespaces, , namespaces, , ",
        "/api/v1/namespaces/shop, shop, namespaces, , shop",
        "/api/v1/namespaces/shop/finalize, shop, namespaces, finalize, shop",
        "/apis/apps/v1/namespaces/shop/deployments/web/scale, shop, deployments, scale, web",
        "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews, , selfsubjectrulesreviews, , ",
    })
    void aRequestIsReadFromItsUrl(
            String uri, String namespace, String resource, String subresource, String name) {
        assertNames(asked(uri), namespace, resource, subresource, name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/namespaces/shop/pods/web-1/%65xec",
                "/api/v1/namespaces/shop/%70ods/web%2D1/exec",
                "/api/v1/namespaces/shop/pods%2Fweb-1%2fexec",
                "/api/v1/namespaces/shop/pods/web-1/exec/",
                "//api/v1/namespaces/shop/pods/web-1/exec//",
                "/x/../api/v1/namespaces/shop/pods/web-1/exec",
                "/api/./v1/namespaces/shop/pods/web-1/exec",
                "/api//v1/namespaces/shop/pods/web-1/exec",
                "/%2e%2e/api/v1/namespaces/shop/pods/web-1/exec",
                "/api/v1/namespaces/shop/secrets/../pods/web-1/exec",
                "https://10.0.0.1:6443/api/v1/namespaces/shop/pods/web-1/exec?stdin=true",
            })
    void noSpellingHidesAResource(String uri) {
        assertNames(asked(uri), "shop", "pods", "exec", "web-1");
    }

    @Test
    void anEmptyStepIsWhatTheServerTakesItFor() {
        // All secrets, of no namespace: not the namespace "secrets".
        assertNames(asked("/api/v1/namespaces//secrets"), null, "secrets", null, null);
        // Encoded twice is another name.
        assertNames(asked("/api/v1/%2573ecrets"), null, "%73ecrets", null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/healthz",
                "/version",
                "/api",
                "/api/v1",
                "/apis/apps/v1",
                "/apis/apps",
                "/api/v1/watch",
                "/openapi/v3/api/v1/secrets",
                "/metrics?x=/api/v1/secrets",
                "?",
                "%"
            })
    void whatIsNoResourceNamesNone(String uri) {
        assertNames(asked(uri), null, null, null, null);
    }

    @Test
    void theEventsOwnReadingFillsTheGaps() {
        Event logEntry =
                request(
                        Map.of(
                                "kubernetes.audit.objectRef.namespace", "shop",
                                "kubernetes.audit.objectRef.resource", "pods",
                                "kubernetes.audit.objectRef.subresource", "exec",
                                "kubernetes.audit.objectRef.name", "web-1"));
        Event created =
                request(
                        Map.of(
                                "kubernetes.audit.requestURI", "/api/v1/namespaces/shop/pods",
                                "kubernetes.audit.objectRef.resource", "other",
                                "kubernetes.audit.objectRef.name", "web-1"));

        assertNames(logEntry, "shop", "pods", "exec", "web-1");
        assertNames(created, "shop", "pods", null, "web-1");
        assertNames(request(Map.of("process.name", "sh")), null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/secrets/, list",
        "GET, /api/v1/secrets?watch=true, watch",
        "GET, /api/v1/secrets?watch=false, list",
        "GET, /api/v1/watch/secrets, watch",
        "get, /api/v1/namespaces/a/secrets/b, get",
        "HEAD, /api/v1/namespaces/a/secrets/b, get",
        "POST, /api/v1/namespaces/a/pods, create",
        "PUT, /api/v1/namespaces/a/pods/b, update",
        "PATCH, /api/v1/namespaces/a/pods/b, patch",
        "DELETE, /api/v1/namespaces/a/pods/b, delete",
        "DELETE, /api/v1/namespaces/a/pods, deletecollection",
        "GET, /healthz, get",
    })
    void withoutAVerbTheMethodTells(String method, String uri, String verb) {
        Map<String, String> fields =
                Map.of("kubernetes.audit.requestURI", uri, "http.request.method", method);

        assertThat(request(fields).get("tripline.request.verb")).isEqualTo(verb);
    }

    @Test
    void whereTheUrlIsNotToldTheBodySaysTheCommand() {
        Map<String, Object> exec =
                Map.of(
                        "kubernetes.audit.objectRef.resource", "pods",
                        "kubernetes.audit.objectRef.subresource", "exec",
                        "kubernetes.audit.requestObject.command", List.of("sh", "-c", "id"));
        Map<String, Object> other = new HashMap<>(exec);
        other.put("kubernetes.audit.objectRef.subresource", "binding");

        assertThat(request(exec).get(COMMAND)).isEqualTo(new Object[] {"sh", "-c", "id"});
        assertThat(request(other).get(COMMAND)).isNull();
    }

    @Test
    void theVerbOfTheEventCounts() {
        Map<String, String> fields =
                Map.of(
                        "kubernetes.audit.requestURI", "/api/v1/pods",
                        "kubernetes.audit.verb", "PATCH",
                        "http.request.method", "POST");

        assertThat(request(fields).get("tripline.request.verb")).isEqualTo("patch");
        assertThat(asked("/api/v1/pods").get("tripline.request.verb")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "get, /api/v1/secrets, list",
        "get, /api/v1/watch/secrets/, watch",
        "list, /api/v1/secrets?resourceVersion=0&watch=1, watch",
        "list, /api/v1/secrets?watch=false, list",
        "list, /api/v1/namespaces/a/secrets?fieldSelector=metadata.name%3Db, list",
        "get, /api/v1/namespaces/a/secrets/b, get",
        "get, /api/v1/nodes/n1/proxy/pods, get",
        "get, /api/v1/proxy/nodes/n1, get",
        "get, /healthz, get",
    })
    void whetherOneOrAllAreReadTheUrlTells(String stated, String uri, String verb) {
        Map<String, String> fields =
                Map.of("kubernetes.audit.requestURI", uri, "kubernetes.audit.verb", stated);

        assertThat(request(fields).get("tripline.request.verb")).isEqualTo(verb);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nodes/n1/proxy/containerLogs/shop/web-1/web?tail=1, /containerLogs/shop/web-1/web",
        "/api/v1/nodes/n1/proxy//pods/../%65xec/shop/, /exec/shop",
        "/api/v1/nodes/n1/proxy/metrics?x=/exec, /metrics",
        "/api/v1/nodes/https:n1:10250/proxy, /",
        "/api/v1/proxy/nodes/n1/logs/syslog, /logs/syslog",
        "/api/v1/namespaces/shop/services/http:web:80/proxy/a/b, /a/b",
        "/api/v1/nodes/n1, ",
        "/api/v1/namespaces/shop/pods/web-1/exec?command=proxy, ",
    })
    void whatIsAskedThroughTheServerIsAPathOfItsOwn(String uri, String path) {
        assertThat(asked(uri).get("tripline.request.proxied")).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz?verbose, /healthz",
        "//apis/./x/..//apps/, /apis/apps",
        "/%61pi, /api",
        "https://10.0.0.1:6443/version, /version",
        "'', ",
    })
    void thePathHasOneSpelling(String uri, String path) {
        assertThat(asked(uri).get("tripline.request.path")).isEqualTo(path);
    }

    @Test
    void parametersAreDecoded() {
        assertThat(
                        Deriving.of(
                                "tripline.request.parameters",
                                Map.of(
                                        "kubernetes.audit.requestURI",
                                        "/api/v1/secrets?dry%52un=A%6cl&previous&labelSelector=a%3Db+c")))
                .containsExactly("dryRun=All", "previous=", "labelSelector=a=b c");
        assertThat(asked("/api/v1/secrets").get("tripline.request.parameters")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/secrets?dryRun=All, true",
        "/api/v1/secrets?a=b&dry%52un=x, true",
        "/api/v1/secrets?dryRun=, false",
        "/api/v1/secrets?xdryRun=All, false",
        "/api/v1/secrets, false",
    })
    void aDryRunIsToldByTheUrl(String uri, boolean dry) {
        Map<String, String> fields =
                Map.of("kubernetes.audit.requestURI", uri, "kubernetes.audit.verb", "patch");

        assertThat(request(fields).get("tripline.request.dry_run")).isEqualTo(dry);
    }

    @Test
    void aDryRunIsToldByTheBodyOfADeletion() {
        Map<String, Object> fields =
                Map.of(
                        "kubernetes.audit.verb",
                        "delete",
                        "kubernetes.audit.requestObject.dryRun",
                        List.of("All"));

        assertThat(request(fields).get("tripline.request.dry_run")).isEqualTo(true);
        assertThat(request(Map.of("process.name", "sh")).get("tripline.request.dry_run")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "core/v1/namespaces/shop/secrets/db, /api/v1/namespaces/shop/secrets/db, secrets",
        "core/v1/nodes/n1/proxy/exec/shop/web-1/web, /api/v1/nodes/n1/proxy/exec/shop/web-1/web, nodes",
        "apps/v1/namespaces/shop/deployments, /apis/apps/v1/namespaces/shop/deployments, deployments",
        "rbac.authorization.k8s.io/v1/clusterroles, /apis/rbac.authorization.k8s.io/v1/clusterroles, clusterroles",
        "HNAP1, /HNAP1, ",
        "openapi/v2, /openapi/v2, ",
    })
    void googlesNameOfAnObjectIsAPath(String name, String path, String resource) {
        Event event = request(Map.of("protoPayload.resourceName", name));

        assertThat(event.get("tripline.request.path")).isEqualTo(path);
        assertThat(event.get("tripline.request.resource")).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command=sh&command=-c&command=c''at%20/run/se%22cr%22ets/x | sh -c cat /run/secrets/x",
                "command=cat${IFS}/a$IFS$9/b$IFS/c | cat /a /b /c",
                "command=echo&command=$IFSX${IF | echo  X${IF",
                "command=a%5Cb%0Ac`id` | ab cid",
                "container=web | ",
            })
    void aCommandLineIsReadAsAShellWould(String query, String line) {
        Event event = asked("/api/v1/namespaces/a/pods/b/exec?" + query);

        assertThat(event.get("tripline.request.command_line")).isEqualTo(line);
    }

    @Test
    void filesOfACommandAreFoundBehindQuotes() {
        assertThat(
                        Deriving.of(
                                "tripline.path.canonical",
                                Map.of(
                                        "kubernetes.audit.requestURI",
                                        "/api/v1/namespaces/a/pods/b/exec?command=cat&command=/ru''n/secrets/x")))
                .containsExactly("/var/run/secrets/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/namespaces/a/pods/b/exec?command=sh&command=-c&command=cat%20/a%26b+c&tty=true",
                "/api/v1/namespaces/a/pods/b/attach?c%6fmmand=sh&command=-c&stdin=1&command=cat+%2fa%26b%20c",
                "/api/v1/nodes/n/proxy/exec/a/b/c?command=sh&command=-c&command=cat+/a%26b+c",
                "/api/v1/nodes/n/proxy/run/a/b/c?cmd=sh&cmd=-c&cmd=cat+/a%26b+c",
            })
    void theCommandIsWhatAProcessIsStartedWith(String uri) {
        assertThat(Deriving.of(COMMAND, Map.of("kubernetes.audit.requestURI", uri)))
                .containsExactly("sh", "-c", "cat /a&b c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/namespaces/a/pods/b/exec",
                "/api/v1/namespaces/a/pods/b/exec?container=c",
                "/api/v1/namespaces/a/pods/b/log?command=sh",
                "/api/v1/namespaces/a/services/b/proxy/run?cmd=sh",
                "/api/v1/namespaces/a/pods/b?command=sh",
                "/exec?command=sh",
            })
    void otherRequestsStartNothing(String uri) {
        assertThat(Deriving.of(COMMAND, Map.of("kubernetes.audit.requestURI", uri))).isEmpty();
    }

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void aMegabyteTakesNoLongTime() {
        for (String piece : List.of("/", "%", "%2f", "/..", "/a", "?", "&command=a", "%e2", "=")) {
            String hostile = piece.repeat(1_000_000 / piece.length());
            asked(hostile);
            asked("/api/v1/" + hostile);
            asked("/api/v1/namespaces/a/pods/b/exec?" + hostile);
        }
    }
}
