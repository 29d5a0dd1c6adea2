// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
                                    + "\"requestReceivedTimestamp\":\"2026-03-02T10:00:00+01:00\"}}}"));

    private final FormatReader reader =
            new FormatReader(
                    SourceFormat.AUTO,
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
                .isGreaterThanOrEqualTo(isEmptyList(text) ? 0 : 1);
        readings.events().forEach(event -> assertThat(event.identity().id()).isNotEmpty());
        readings.deadLetters().forEach(letter -> assertThat(letter.message()).isNotBlank());
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

    private static boolean isEmptyList(String text) {
        return text.contains("EventList") && text.matches("(?s).*\"items\":(\\[\\s*\\]|null).*");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
