// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a format file can say, and what is said of one that is wrong. */
class FormatFileTest {

    private static final String SENSOR =
            """
            name = "sensor"
            embedded = ["body"]

            [[line]]
            pattern = 'time="(?P<time>[^"]+)" msg="(?P<msg>[^"]*)"'

            [[envelope]]
            recognise = { "batch.group" = "*" }
            items = "batch.records"
            [envelope.fields]
            "orchestrator.cluster.name" = { path = "batch.group", match = '^/aws/eks/([^/]+)/' }
            "event.module" = "batch.group"

            [[event]]
            recognise = [{ uid = "s-*" }, { msg = "*" }]
            time = ["time", { path = "nanos", transform = "epoch-nanoseconds" }]
            identity = ["uid"]
            prefix = "sensor"
            [event.objects]
            "sensor.out" = "output_fields"
            [event.constants]
            "event.module" = "sensor"
            "event.severity" = 3
            [event.fields]
            "event.action" = [{ path = "op.first", values = { true = "start" } }, "op.name"]
            "process.name" = { path = "exe", transform = "basename" }
            "process.args" = { path = "cmdline", transform = "words" }
            "url.query" = { path = "uri", match = '[?&]command=([^&]*)', transform = "url-decode" }
            "container.id" = { path = ["c.id", "c.name"], match = '^(?:[a-z]+://)?([0-9a-f]{12})' }
            "event.reason" = { path = "why", transform = ["first", "lower-case"] }
            "http.response.status_code" = { path = "grpc", values = { 0 = 200, 7 = 403 } }
            """;

    @TempDir private Path directory;

    private Formats formats(String content) throws IOException, FormatException {
        return Formats.with(List.of(Files.writeString(directory.resolve("my.toml"), content)));
    }

    private Event event(String record, String... fields) throws Exception {
        return Readings.event(sensor(), record, fields);
    }

    private SourceFormat sensor() throws Exception {
        return formats(SENSOR).named("auto").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event.action | \"op\":{\"first\":true,\"name\":\"x\"} | start",
                "event.action | \"op\":{\"first\":false,\"name\":\"x\"} | x",
                "process.name | \"exe\":\"/usr/bin/curl\" | curl",
                "process.args | \"cmdline\":\"sh -c 'a \\\"b' c\\\\ d\" | sh,-c,a \"b,c d",
                "url.query | \"uri\":\"/exec?command=cat&x=y&command=%2Fetc\" | cat,/etc",
                "container.id | \"c\":{\"id\":\"x\",\"name\":\"docker://0123456789abcdef\"} | 0123456789ab",
                "container.id | \"c\":{\"id\":\"x\"} | `null`",
                "event.reason | \"why\":[\"A\",\"B\"] | a",
                "http.response.status_code | \"grpc\":7 | 403",
                "http.response.status_code | \"grpc\":99 | `null`",
                "event.severity | \"a\":1 | 3",
                "event.module | \"a\":1 | sensor",
                "sensor.out.fd.name | \"output_fields\":{\"fd.name\":\"f\"} | f",
                "sensor.a | \"a\":1 | 1",
                "sensor.body.Image | \"body\":\"{\\\"Image\\\":\\\"i\\\"}\" | i",
                "sensor.body.Image | \"body\":\"eyJJbWFnZSI6ImkifQ==\" | i",
                "sensor.body.Image | \"body\":\"{\\\"Image\\\":\\\"i\\\", and no more\" | i",
                "sensor.body.Image | \"body\":\"{\\\\\\\"Image\\\\\\\":\\\\\\\"i\\\\\\\"}\" | i",
                "sensor.body.Image | \"body\":\"no json\" | `null`"
            })
    void aFieldIsWhatTheTableSays(String field, String members, String expected) throws Exception {
        String record = "{\"uid\":\"s-1\",\"time\":0," + members + "}";

        assertThat(text(event(record, field).get(field))).isEqualTo(expected);
    }

    private static String text(Object value) {
        return value instanceof Object[] several
                ? String.join(",", List.of(several).stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private static final String TWO_PLACES =
            """
            name = "sensor"
            time = ["when"]
            identity = ["uid"]
            prefix = "sensor"
            [constants]
            "event.module" = "sensor"
            "event.kind" = "event"
            [fields]
            "process.pid" = ".process.pid"
            "host.name" = "node"
            [[event]]
            at = ["opened", "closed"]
            recognise = { ".process.pid" = "*" }
            [event.constants]
            "event.kind" = "alert"
            [event.fields]
            "file.path" = ".path"
            "event.outcome" = { path = ".code", values = { 0 = "success", "*" = "failure" } }
            "destination.port" = { path = ".port", transform = "number" }
            [[event]]
            recognise = { node = "*" }
            """;

    @ParameterizedTest
    @CsvSource({
        "opened, process.pid, 7",
        "closed, process.pid, 7",
        "opened, file.path, /etc",
        "opened, host.name, n",
        "opened, event.module, sensor",
        "opened, event.kind, alert",
        "opened, event.outcome, failure",
        "opened, destination.port, 443",
        "opened, sensor.opened.path, /etc",
        "other, event.kind, event",
        "other, host.name, n",
        "other, process.pid, null",
        "other, file.path, null"
    })
    void whatEventsHaveInCommonIsSaidOnce(String at, String field, String expected)
            throws Exception {
        String record =
                "{\"%s\":{\"process\":{\"pid\":7},\"path\":\"/etc\",\"code\":5,\"port\":\"443\"},"
                        + "\"node\":\"n\",\"when\":0,\"uid\":\"u\"}";

        Event event =
                Readings.event(
                        formats(TWO_PLACES).named("auto").orElseThrow(),
                        record.formatted(at),
                        field);

        assertThat(text(event.get(field))).isEqualTo(expected);
        assertThat(event.identity().id()).isEqualTo("u");
    }

    @Test
    void aTimeMayBeANumberOfItsOwnKind() throws Exception {
        assertThat(event("{\"uid\":\"s-1\",\"nanos\":1631729351425872482}").time())
                .hasToString("2021-09-15T18:09:11.425872482Z");
    }

    @Test
    void anEventHasTheTimeThatItsFormatKnows() throws Exception {
        String record = "{\"uid\":\"s-1\",\"nanos\":1631729351425872482}";

        assertThat(event(record, "@timestamp").get("@timestamp"))
                .isEqualTo("2021-09-15T18:09:11.425872482Z");
    }

    @Test
    void aLineThatIsNoJsonIsReadByItsPattern() throws Exception {
        String record = "Mar 2 host dockerd[1]: time=\"2026-03-02T10:00:00+09:00\" msg=\"Calling\"";

        Event event = event(record, "sensor.msg");

        assertThat(event.time()).hasToString("2026-03-02T01:00:00Z");
        assertThat(event.get("sensor.msg")).isEqualTo("Calling");
    }

    @Test
    void itemsMayBeStringsAndTakeFieldsFromTheirEnvelope() throws Exception {
        String item = "{\"uid\":\"s-1\",\"time\":\"2026-03-02T10:00:00Z\"}";
        String base64 = Base64.getEncoder().encodeToString(item.getBytes(StandardCharsets.UTF_8));
        String quoted = '"' + item.replace("\"", "\\\"") + '"';
        String half = quoted.substring(0, 20).replace("s-1", "s-2") + '"';
        String record =
                "{\"batch\":{\"group\":\"/aws/eks/prod/cluster\",\"records\":[%s,%s,\"%s\",%s]}}"
                        .formatted(item, quoted, base64, half);
        Readings readings =
                Readings.of(
                        formats(SENSOR).named("sensor").orElseThrow(),
                        record,
                        "orchestrator.cluster.name",
                        "event.module");

        assertThat(readings.events())
                .hasSize(3)
                .allSatisfy(
                        event -> {
                            assertThat(event.identity().id()).isEqualTo("s-1");
                            assertThat(event.get("orchestrator.cluster.name")).isEqualTo("prod");
                            assertThat(event.get("event.module"))
                                    .isEqualTo("/aws/eks/prod/cluster");
                        });
        assertThat(readings.onlyDeadLetter())
                .returns(3, letter -> letter.coordinates().item())
                .returns(half, letter -> new String(letter.bytes(), StandardCharsets.UTF_8))
                .returns(DeadLetter.Reason.TRUNCATED, DeadLetter::reason);
    }

    @Test
    void oneOfItsNameTakesThePlaceOfAShippedFormat() throws Exception {
        Formats formats = formats(SENSOR.replace("\"sensor\"\nemb", "\"elastic-agent\"\nemb"));

        assertThat(formats.names()).startsWith("auto", "elastic-agent").doesNotHaveDuplicates();
        assertThat(
                        Readings.event(
                                        formats.named("elastic-agent").orElseThrow(),
                                        "{\"uid\":\"s-1\",\"time\":0}",
                                        "event.module")
                                .get("event.module"))
                .isEqualTo("sensor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`name = ` | my.toml:1:8: this is not valid TOML",
                "`name = \"My\"` | my.toml:1:8: a format cannot be called \"My\"",
                "`name = \"auto\"` | my.toml:1:8: a format cannot be called \"auto\"",
                "`name = 3` | my.toml:1:8: name is 3; write a string: name = \"…\"",
                "`nam = \"x\"` | my.toml:1:1: there is no key nam; use name, contains, embedded",
                "`name = \"x\"` | my.toml:1:1: there is no [[event]] table",
                "`[[event]]\nrecognise = {}` | my.toml:2:13: event.recognise says nothing",
                "`[[event]]\nrecognise = { a.b = \"x\" }` | my.toml:2:13: event.recognise says",
                "`[[event]]` | event.time is missing; write where the time stands",
                "`[[event]]\ntime = []` | my.toml:2:8: event.time is an empty list",
                "`[[event]]\nidentity = [[1]]` | my.toml:2:12: event.identity is neither a list",
                "`[event.fields]` | my.toml:1:1: event is a table",
                "`[[event]]\n[event.fields]\na = 1` | my.toml:3:5: event.fields.a is no path",
                "`[[event]]\n[event.fields]\na.b = \"c\"` | event.fields.a has no path",
                "`[[event]]\n[event.fields]\na = { path = \"b\", x = 1 }` | has a key x; use path",
                "`[[event]]\n[event.fields]\na = { path = \"b\", match = \"(\" }` | my.toml:3:5: event.fields.a has a pattern that is none",
                "`[[event]]\n[event.fields]\na = { path = \"b\", match = \"c\" }` | has a match with 0 groups",
                "`[[event]]\n[event.fields]\na = { path = \"b\", transform = \"up\" }` | has no transform \"up\"; use some of first, lower-case",
                "`[[event]]\n[event.fields]\na = { path = \"b\", values = 1 }` | has values that are no table",
                "`[[event]]\n[event.constants]\na.b = 1` | write a text, a number, or true or false",
                "`[[line]]\npattern = \"a\"` | my.toml:2:11: the pattern finds nothing",
                "`[[line]]\npattern = \"[\"` | my.toml:2:11: line.pattern has a pattern that is none",
                "`[[envelope]]\nitem = \"a\"` | my.toml:2:1: there is no key envelope.item; use recognise, items, constants, fields",
                "`[[envelope]]` | my.toml:1:1: envelope.items is missing"
            })
    void aWrongFileIsRefusedWithPlaceAndRemedy(String content, String problem) {
        assertThatThrownBy(() -> formats(content))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void whatAFormatContainsMustBeAFormat() {
        assertThatThrownBy(
                        () ->
                                formats(
                                        SENSOR.replace(
                                                "embedded = [\"body\"]", "contains = [\"x\"]")))
                .hasMessageStartingWith("format sensor contains x, which is none; use some of");
    }

    @Test
    void twoFilesCannotHaveOneName() throws Exception {
        Files.writeString(directory.resolve("a.toml"), SENSOR);
        Files.writeString(directory.resolve("b.toml"), SENSOR);

        assertThatThrownBy(() -> Formats.with(List.of(directory)))
                .hasMessageContaining("b.toml: another file has a format sensor");
    }

    @Test
    void aPathWithoutFormatsIsRefused() {
        assertThatThrownBy(() -> Formats.with(List.of(directory)))
                .hasMessage(
                        directory
                                + ": there is no *.toml file in this directory; check the path of"
                                + " the formats");
        assertThatThrownBy(() -> Formats.with(List.of(directory.resolve("none"))))
                .hasMessageContaining("there is no such file or directory");
    }
}
