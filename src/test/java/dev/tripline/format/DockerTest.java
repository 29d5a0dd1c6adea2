// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Docker tells of its API, in a recording of a real daemon and in older and newer forms. */
class DockerTest {

    private static final String ID =
            "18ff52806594ea38645caa1bf73c353c57461b4947d856d294b569144febef6b";

    private static final String PLUGIN =
            """
            {"@timestamp":"2026-03-02T10:00:00Z","RequestMethod":"GET","User":"CN=eve","UserAuthNMethod":"TLS",\
            "RequestUri":"/v1.41/containers/18ff52806594/logs?stdout=1","source":{"ip":"10.0.0.9"},\
            "process":{"executable":"/usr/bin/curl"},"ResponseStatusCode":403}""";

    private static String recorded(String... parts) {
        List<String> lines =
                Fixtures.of("docker").stream()
                        .filter(line -> List.of(parts).stream().allMatch(line::contains))
                        .toList();
        assertThat(lines).isNotEmpty();
        return lines.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event.category | api",
                "event.type | access",
                "event.action | get",
                "event.outcome | failure",
                "event.dataset | docker.api",
                "http.request.method | GET",
                "http.response.status_code | 403",
                "url.original | /v1.41/containers/18ff52806594/logs?stdout=1",
                "url.path | /v1.41/containers/18ff52806594/logs",
                "url.query | stdout=1",
                "docker.api.version | 1.41",
                "docker.api.path | /containers/18ff52806594/logs",
                "docker.api.container | 18ff52806594",
                "docker.authn | TLS",
                "container.id | 18ff52806594",
                "user.name | CN=eve",
                "source.ip | 10.0.0.9",
                "process.executable | /usr/bin/curl"
            })
    void aRequestHasTheFieldsOfTheContract(String field, String expected) {
        assertThat(Fixtures.value(PLUGIN, field)).isEqualTo(expected);
    }

    @Test
    void aRequestThatNobodyStampedIsADeadLetter() {
        String record = PLUGIN.replace("@timestamp", "when");

        assertThat(Readings.deadLetter(Formats.SHIPPED.named("docker").orElseThrow(), record))
                .returns(Reason.NO_TIMESTAMP, DeadLetter::reason);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1.41/containers/json?all=1, /containers/json, null, null",
        "/containers/web/json, /containers/web/json, web, null",
        "/v1.41/containers/18ff52806594?force=1, /containers/18ff52806594, null, 18ff52806594",
        "/_ping, /_ping, null, null",
        "/v1.41/secrets, /secrets, null, null"
    })
    void aPathIsNamedWithoutItsVersion(String uri, String path, String container, String id) {
        String record = PLUGIN.replace("/v1.41/containers/18ff52806594/logs?stdout=1", uri);

        assertThat(Fixtures.value(record, "docker.api.path")).isEqualTo(path);
        assertThat(Fixtures.value(record, "docker.api.container")).isEqualTo(container);
        assertThat(Fixtures.value(record, "container.id")).isEqualTo(id);
    }

    @Test
    void theBodyOfARequestCanBeAsked() {
        String create = recorded("\"RequestUri\":\"/v1.41/containers/create");

        assertThat(Fixtures.value(create, "docker.request.body.Image")).isEqualTo("bb:1");
        assertThat(Fixtures.value(create, "docker.request.body.HostConfig.Binds"))
                .isEqualTo("/etc:/host-etc:ro");
        assertThat(Fixtures.value(create, "docker.request.body.HostConfig.Privileged"))
                .isEqualTo("false");
        assertThat(Fixtures.value(create, "docker.request.body.Cmd"))
                .isEqualTo("/bin/sh -c echo started; sleep 60");
        assertThat(Fixtures.value(create, "user_agent.original"))
                .isEqualTo("Docker-Client/28.2.2 (linux)");
    }

    private static String asked(String uri, String body) {
        return "{\"time\":\"2026-03-02T10:00:00Z\",\"RequestMethod\":\"POST\",\"RequestUri\":\""
                + uri
                + "\",\"RequestBody\":\""
                + Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))
                + "\"}";
    }

    @Test
    void whatIsStartedIsAProcess() {
        String record =
                asked(
                        "/v1.41/containers/web/exec",
                        "{\"Tty\":true,\"Cmd\":[\"curl\",\"http://169.254.169.254/latest/user-data\"]}");

        assertThat(Fixtures.value(record, "process.args"))
                .isEqualTo("curl http://169.254.169.254/latest/user-data");
        assertThat(Fixtures.value(record, "process.interactive")).isEqualTo("true");
        assertThat(Fixtures.value(record, "tripline.metadata.credential")).isEqualTo("true");
    }

    @Test
    void whatIsCopiedIsAFile() {
        String record = asked("/v1.41/containers/web/archive?noOverwrite=1&path=%2Frun%2Fx", "{}");

        assertThat(Fixtures.value(record, "file.path")).isEqualTo("/run/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.request.body.password", "RequestBody.password"})
    void thePasswordOfARegistryIsWithheld(String field) {
        String record = asked("/v1.41/auth", "{\"username\":\"u\",\"password\":\"hidden\"}");

        assertThat(Fixtures.value(record, field)).isEqualTo("<withheld>");
    }

    @Test
    void theDaemonLogsTheSameBody() {
        String create = recorded("form data", "HostConfig");

        assertThat(Fixtures.value(create, "event.action")).isEqualTo("form-data");
        assertThat(Fixtures.value(create, "docker.request.body.HostConfig.Binds"))
                .isEqualTo("/etc:/host-etc:ro");
        assertThat(Fixtures.value(create, "docker.request.body.Cmd"))
                .isEqualTo("/bin/sh -c echo started; sleep 60");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Calling GET,/logs | 2026-11-21T13:41:50.930184375Z | GET | /containers/"
                        + ID
                        + "/logs",
                "Jul 28 10:21:21 | 2021-07-28T10:21:21.518403686Z | GET | /containers/4f1d0c2ab5e7/json",
                "level=\"info\" | 2015-03-27T10:21:31Z | POST | /containers/create",
                "POST /v1.22 | 2016-02-11T09:14:03.002Z | POST | /containers/web/exec",
                "handling POST | 2026-03-02T10:00:00.500Z | POST | /containers/web/exec"
            })
    void aCallInTheDaemonsLogIsARequest(String parts, String time, String method, String path) {
        String line = recorded(parts.split(","));

        assertThat(Readings.event(SourceFormat.AUTO, line).time()).hasToString(time);
        assertThat(Fixtures.value(line, "http.request.method")).isEqualTo(method);
        assertThat(Fixtures.value(line, "docker.api.path")).isEqualTo(path);
        assertThat(Fixtures.value(line, "event.dataset")).isEqualTo("docker.api");
        assertThat(Fixtures.value(line, "user.name")).isEqualTo("null");
    }

    @Test
    void newerDaemonsLogTheBodyBesideTheCall() {
        String line = recorded("handling POST");

        assertThat(Fixtures.value(line, "docker.request.body.Cmd")).isEqualTo("id");
        assertThat(Fixtures.value(line, "docker.request.body.Tty")).isEqualTo("true");
    }

    @Test
    void whateverElseTheDaemonLogsIsAMessage() {
        String line = recorded("Starting up");

        assertThat(Fixtures.value(line, "event.dataset")).isEqualTo("docker.daemon");
        assertThat(Fixtures.value(line, "message")).isEqualTo("Starting up");
        assertThat(Fixtures.value(line, "log.level")).isEqualTo("info");
    }

    @ParameterizedTest
    @CsvSource({
        "event.action, exec_start",
        "event.type, start",
        "process.args, cat /host-etc/hostname",
        "container.id, " + ID,
        "container.name, web",
        "container.image.name, bb:1",
        "docker.event.Actor.Attributes.execID, "
                + "3774f729e6e63b7063ad7d573e6e566a7c115766ba11e593dd76ebd7056a0340"
    })
    void whatHappenedToAContainerIsAnEvent(String field, String expected) {
        assertThat(Fixtures.value(recorded("\"Action\":\"exec_start"), field)).isEqualTo(expected);
    }

    @Test
    void itsTimeIsExact() {
        assertThat(Readings.event(SourceFormat.AUTO, recorded("\"Action\":\"die")).time())
                .hasToString("2026-11-21T13:41:51.155126933Z");
    }
}
