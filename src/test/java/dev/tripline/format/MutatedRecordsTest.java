// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Valid records, damaged at random: whatever comes in, something comes out, and nothing throws. */
class MutatedRecordsTest {

    private static final List<byte[]> VALID =
            List.of(
                    bytes(
                            "{\"@timestamp\":\"2026-03-02T10:00:00.1Z\",\"event\":{\"type\":[\"start\"],"
                                    + "\"id\":\"e\"},\"process\":{\"args\":[\"cat\",\"/run/é\\u0041\"],"
                                    + "\"pid\":12,\"interactive\":true,\"x\":[[],{}]}}"),
                    bytes(
                            "{\"kind\":\"EventList\",\"items\":[{\"auditID\":\"a\",\"stage\":\"Panic\","
                                    + "\"stageTimestamp\":\"2026-03-02 10:00:00\"},{\"auditID\":\"b\","
                                    + "\"requestURI\":\"/\",\"timestamp\":1.5e12}]}"),
                    bytes(
                            "{\"kubernetes\":{\"audit\":{\"auditID\":\"a\",\"stage\":\"Panic\",\"user\":"
                                    + "{\"username\":\"system:serviceaccount:a:b\",\"extra\":{"
                                    + "\"authentication.kubernetes.io/pod-name\":[\"p\"]}},"
                                    + "\"requestReceivedTimestamp\":\"2026-03-02T10:00:00+01:00\"}}}"),
                    bytes(
                            "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"/aws/eks/p/cluster\","
                                    + "\"logEvents\":[{\"timestamp\":1,\"message\":\"{\\\"kind\\\":"
                                    + "\\\"EventList\\\",\\\"items\\\":[{\\\"auditID\\\":\\\"a\\\","
                                    + "\\\"stage\\\":\\\"Panic\\\",\\\"timestamp\\\":0}]}\"}]}"),
                    bytes(
                            "{\"records\":[{\"category\":\"kube-audit\",\"operationName\":\"o\","
                                    + "\"resourceId\":\"/a/managedClusters/c\",\"properties\":{\"log\":{"
                                    + "\"auditID\":\"a\",\"stage\":\"Panic\",\"timestamp\":0}}}]}"),
                    bytes(
                            "{\"AuditId\":\"a\",\"Stage\":\"Panic\",\"User\":\"{\\\"username\\\":1}\","
                                    + "\"RequestReceivedTime\":\"2026-03-02T10:00:00Z\"}"),
                    bytes(
                            "{\"insertId\":\"i\",\"timestamp\":\"2026-03-02T10:00:00Z\",\"protoPayload\":{"
                                    + "\"methodName\":\"io.k8s.core.v1.pods.get\",\"resourceName\":"
                                    + "\"core/v1/namespaces/a/pods/b\"}}"),
                    bytes(
                            "{\"subscription\":\"s\",\"message\":{\"data\":"
                                    + "\"eyJpbnNlcnRJZCI6ImkiLCJ0aW1lc3RhbXAiOjB9\"}}"),
                    bytes(
                            "[{\"auditID\":\"a\",\"stage\":\"Panic\",\"timestamp\":0},"
                                    + "\"{\\\"auditID\\\":\\\"b\\\",\\\"stage\\\":\\\"Panic\\\"}\",[{}]]"),
                    bytes("{\"auditID\":\"a\",\"timestamp\":0}\n{\"@timestamp\":0}\n"),
                    bytes("at=\"2026-03-02T10:00:00Z\" what=\"{\\\"a\\\":1}\""));

    private static final Pattern EMPTY_ENVELOPE =
            Pattern.compile(
                    "\"(?:items|logEvents|records|log)\":\\s*(?:\\[\\s*\\]|null)|^\\s*\\[\\s*\\]");

    private static final String LINES =
            """
            name = "lines"
            embedded = ["what"]
            [[line]]
            pattern = 'at="(?P<at>[^"]*)" what="(?P<what>.*)"'
            [[event]]
            recognise = { what = "*" }
            time = ["at"]
            prefix = "line"
            """;

    private final FormatReader reader =
            new FormatReader(
                    withLines(),
                    DerivedFields.complete(
                            List.of(
                                    "tripline.cluster",
                                    "tripline.caller.namespace",
                                    "tripline.caller.pod.name",
                                    "tripline.path.canonical",
                                    "tripline.peer.ip",
                                    "tripline.request.command",
                                    "tripline.metadata.host",
                                    "tripline.jwt.jti",
                                    "items.auditID",
                                    "line.what.a",
                                    "user.name",
                                    "orchestrator.cluster.name",
                                    "kubernetes.audit.objectRef.name",
                                    "process.pid",
                                    "process.x")),
                    SourceContext.of(new Redactor(bytes("key"))));

    @Property(tries = 10_000)
    void everyRecordGivesAnEventOrADeadLetter(
            @ForAll int which, @ForAll int other, @ForAll int[] places) {
        byte[] record = VALID.get(Math.floorMod(which, VALID.size())).clone();
        byte[] donor = VALID.get(Math.floorMod(other, VALID.size()));
        for (int i = 0; i < Math.min(places.length, 8) && record.length > 0; i++) {
            record = damage(record, donor, places[i]);
        }
        Readings readings = new Readings();

        reader.read(record, Readings.PLACE, readings);

        String text = new String(record, StandardCharsets.UTF_8);
        assertThat(readings.events().size() + readings.deadLetters().size())
                .as(text)
                .isGreaterThanOrEqualTo(EMPTY_ENVELOPE.matcher(text).find() ? 0 : 1);
        readings.events().forEach(event -> assertThat(event.identity().id()).isNotEmpty());
        readings.deadLetters().forEach(letter -> assertThat(letter.message()).isNotBlank());
        FieldNames names = new FieldNames(SourceFormat.AUTO);
        names.read(record);
        assertThat(names.isComplete()).isTrue();
    }

    private static byte[] damage(byte[] record, byte[] donor, int place) {
        int position = Math.floorMod(place, record.length);
        switch (place >>> 28 & 3) {
            case 0:
                record[position] ^= (byte) (1 << (place >>> 24 & 7));
                return record;
            case 1:
                return Arrays.copyOf(record, position);
            case 2:
                return Arrays.copyOfRange(record, position / 2, record.length);
            default:
                int from = Math.floorMod(place, donor.length);
                byte[] spliced = Arrays.copyOf(record, position + donor.length - from);
                System.arraycopy(donor, from, spliced, position, donor.length - from);
                return spliced;
        }
    }

    private static SourceFormat withLines() {
        try {
            Path file = Files.createTempFile("lines", ".toml");
            Files.writeString(file, LINES);
            SourceFormat format = Formats.with(List.of(file)).named("auto").orElseThrow();
            Files.delete(file);
            return format;
        } catch (IOException | FormatException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
