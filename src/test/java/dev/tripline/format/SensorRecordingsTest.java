// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Recordings of real sensors and clouds, which lie beside the project and not in it. */
class SensorRecordingsTest {

    private static final Path RECORDINGS = Path.of("../shared/data");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> documents(String name) throws IOException {
        Path file = RECORDINGS.resolve(name);
        assumeTrue(Files.exists(file), () -> "there is no recording " + file);
        List<JsonNode> documents = new ArrayList<>();
        try (var read = JSON.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            read.forEachRemaining(documents::add);
        }
        return documents;
    }

    /** Those that say beside each event where it was found. */
    private static List<String> wrapped(String name) throws IOException {
        return documents(name).stream().map(line -> line.get("event").toString()).toList();
    }

    private static Readings read(List<String> records, String... fields) {
        Readings all = new Readings();
        for (String record : records) {
            Readings one = Readings.of(SourceFormat.AUTO, record, fields);
            all.events().addAll(one.events());
            all.deadLetters().addAll(one.deadLetters());
        }
        return all;
    }

    private static String counts(Readings readings, String field) {
        return readings.events().stream()
                .map(event -> Fixtures.text(event, field))
                .collect(Collectors.groupingBy(value -> value, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    void falcosWebsite() throws IOException {
        Readings readings =
                read(wrapped("falco/falco-website.ndjson"), "container.id", "falco.source");

        assertThat(readings.onlyDeadLetter())
                .returns(Reason.BAD_TIMESTAMP, DeadLetter::reason)
                .returns("\"2021-04-13T20:58:00.746609046Z+2\" is no time", DeadLetter::message);
        assertThat(counts(readings, "falco.source"))
                .isEqualTo("internal 5, k8s_audit 6, null 8, syscall 1");
        assertThat(counts(readings, "container.id")).contains("null 11", "12fc4de5ccc3 1");
    }

    @Test
    void falcosPlugins() throws IOException {
        Readings readings =
                read(wrapped("falco/falcosecurity-plugins.ndjson"), "event.action", "container.id");

        assertThat(readings.deadLetters()).isEmpty();
        assertThat(counts(readings, "event.action")).isEqualTo("null 4, openat 1");
        assertThat(counts(readings, "container.id")).isEqualTo("null 5");
    }

    @Test
    void tetragonsReport() throws IOException {
        Readings readings =
                read(
                        wrapped("tetragon/security-observability-report.ndjson"),
                        "event.action",
                        "file.path",
                        "destination.ip",
                        "container.id");

        assertThat(readings.deadLetters()).isEmpty();
        assertThat(counts(readings, "event.action"))
                .isEqualTo("close 4, connect 5, end 9, exec 18, listen 2, read 1, write 1");
        assertThat(readings.events())
                .filteredOn(event -> event.get("event.action").equals("read"))
                .extracting(event -> event.get("file.path"))
                .containsExactly("usr/share/elasticsearch/config/elasticsearch.keystore");
        assertThat(readings.events())
                .filteredOn(event -> event.get("event.action").equals("connect"))
                .allMatch(event -> event.get("destination.ip") != null);
    }

    @Test
    void aRoleOfAnInstanceIsUsedElsewhere() throws IOException {
        List<String> records =
                documents("cloudtrail/instance-role-session.ndjson").stream()
                        .map(JsonNode::toString)
                        .toList();

        Readings readings =
                read(
                        records,
                        "cloud.instance.id",
                        "aws.cloudtrail.user_identity.session_context.ec2_role_delivery");

        assertThat(readings.deadLetters()).isEmpty();
        assertThat(counts(readings, "cloud.instance.id"))
                .isEqualTo("i-05c30218156bcc246 8, i-0dbc91f429e48eeed 15");
        assertThat(
                        counts(
                                readings,
                                "aws.cloudtrail.user_identity.session_context.ec2_role_delivery"))
                .isEqualTo("1.0 2, 2.0 21");
    }

    @Test
    void anInstancesCredentialsAreStolen() throws IOException {
        List<String> records =
                documents("cloudtrail/aws.credential-access.ec2-steal-instance-credentials.json")
                        .stream()
                        .map(JsonNode::toString)
                        .toList();

        Readings readings = read(records, "event.provider");

        assertThat(readings.deadLetters()).isEmpty();
        assertThat(readings.events())
                .hasSize(45)
                .extracting(Event::identity)
                .extracting(identity -> identity.id())
                .doesNotHaveDuplicates();
    }
}
