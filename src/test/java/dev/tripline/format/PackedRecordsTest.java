// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Records, and strings in them, that are in gzip. */
class PackedRecordsTest {

    private static final String AUDIT =
            "{\"kind\":\"Event\",\"auditID\":\"a\",\"stage\":\"Panic\",\"timestamp\":1772445600000}";

    private static final String SUBSCRIPTION =
            "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\","
                    + "\"logGroup\":\"/aws/eks/prod/cluster\",\"logEvents\":[{\"timestamp\":1,"
                    + "\"message\":\""
                    + AUDIT.replace("\"", "\\\"")
                    + "\"}]}";

    private static final int MAX_UNPACKED = 1 << 20;

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(String content) {
        return gzip(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String packed(String content) {
        return '"' + Base64.getEncoder().encodeToString(gzip(content)) + '"';
    }

    private static Readings read(byte[] record) {
        Readings readings = new Readings();
        new FormatReader(
                        SourceFormat.AUTO,
                        DerivedFields.complete(List.of("tripline.cluster")),
                        Readings.UNKNOWN,
                        new ReadLimits(500, MAX_UNPACKED),
                        time -> null)
                .read(record, Readings.PLACE, readings);
        return readings;
    }

    private static Readings read(String record) {
        return read(record.getBytes(StandardCharsets.UTF_8));
    }

    private static String audits(int count) {
        return "[" + (AUDIT + ",").repeat(count - 1) + AUDIT + "]";
    }

    @Test
    void cloudWatchSubscriptionsAreReadHoweverTheyAreDelivered() {
        for (String record :
                List.of(
                        "{\"awslogs\":{\"data\":" + packed(SUBSCRIPTION) + "}}",
                        "{\"Records\":[{\"eventSource\":\"aws:kinesis\",\"kinesis\":{\"data\":"
                                + packed(SUBSCRIPTION)
                                + "}}]}",
                        "[" + packed(SUBSCRIPTION) + "]",
                        packed(SUBSCRIPTION))) {
            Event event = read(record).event();

            assertThat(event.identity().id()).isEqualTo("a/Panic");
            assertThat(event.get("tripline.cluster")).isEqualTo("prod");
        }
    }

    @Test
    void aSourceWhoseFormatIsNamedReadsThemToo() {
        String record = "{\"awslogs\":{\"data\":" + packed(SUBSCRIPTION) + "}}";

        assertThat(
                        Readings.event(Formats.SHIPPED.named("eks").orElseThrow(), record)
                                .identity()
                                .id())
                .isEqualTo("a/Panic");
    }

    @Test
    void aWholeRecordMayBePacked() {
        assertThat(read(gzip(AUDIT)).event().coordinates()).isEqualTo(Readings.PLACE);
        assertThat(read(gzip(AUDIT + "\n" + AUDIT)).events()).hasSize(2);
        assertThat(read(gzip(audits(3))).events()).hasSize(3);
    }

    @Test
    void allMembersAreUnpacked() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(gzip(AUDIT + "\n"));
        members.writeBytes(gzip(AUDIT + "\n"));

        assertThat(read(members.toByteArray()).events()).hasSize(2);
    }

    @Test
    void aDeadLetterShowsWhatWasInIt() {
        for (Readings readings : List.of(read(gzip("{}")), read("[" + packed("{}") + "]"))) {
            assertThat(readings.deadLetter().reason()).isEqualTo(Reason.UNKNOWN_FORMAT);
            assertThat(readings.deadLetter().bytes()).asString().isEqualTo("{}");
        }
    }

    @Test
    void whatIsBrokenIsMalformed() {
        byte[] whole = gzip(AUDIT);
        byte[] changed = whole.clone();
        changed[whole.length - 5] ^= 1;

        for (byte[] broken :
                List.of(
                        Arrays.copyOf(whole, 2),
                        Arrays.copyOf(whole, 11),
                        Arrays.copyOf(whole, whole.length - 1),
                        changed)) {
            DeadLetter letter = read(broken).deadLetter();

            assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(letter.message()).isEqualTo("the record begins like gzip, but is none");
            assertThat(letter.bytes()).isEqualTo(broken);
        }
    }

    @Test
    void aBombIsADeadLetter() {
        byte[] bomb = gzip(new byte[64 << 20]);

        DeadLetter letter = read(bomb).deadLetter();

        assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(letter.message()).isEqualTo("the record unpacks to more than 1048576 bytes");
        assertThat(letter.bytes()).isEqualTo(bomb);
    }

    @Test
    void whatIsExactlyAsLongAsItMayBeIsUnpacked() {
        String padded = AUDIT + " ".repeat(MAX_UNPACKED - AUDIT.length());

        assertThat(read(gzip(padded)).event().identity().id()).isEqualTo("a/Panic");
        assertThat(read(gzip(padded + " ")).deadLetter().reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void theBoundIsForAllItemsOfARecordTogether() {
        String padded = packed(AUDIT + " ".repeat(MAX_UNPACKED / 2));
        String record = "[%s,%s,%s,%s]".formatted(packed(AUDIT), padded, padded, AUDIT);

        Readings readings = read(record);

        assertThat(readings.events())
                .extracting(event -> event.coordinates().item())
                .containsExactly(0, 1, 3);
        assertThat(readings.onlyDeadLetter().reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(readings.onlyDeadLetter().bytes()).asString().isEqualTo(padded);
    }
}
