// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArrivalsTest {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir private Path directory;

    private static String event(String id) {
        return "{\"@timestamp\":\"2026-03-02T10:00:00Z\",\"event.id\":\"" + id + "\"}";
    }

    private static String item(String id) {
        return "{\"auditID\":\""
                + id
                + "\",\"stage\":\"Panic\",\"timestamp\":\"2026-03-02T10:00:00Z\"}";
    }

    private Path file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("events.ndjson"), content);
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> ids(List<RecordAndPosition<Arrival>> records) {
        return Intake.arrivals(records).stream()
                .map(arrival -> arrival.isEvent() ? arrival.event().identity().id() : "dead")
                .toList();
    }

    private static List<Coordinates> places(List<RecordAndPosition<Arrival>> records) {
        return Intake.arrivals(records).stream()
                .map(
                        arrival ->
                                arrival.isEvent()
                                        ? arrival.event().coordinates()
                                        : arrival.deadLetter().coordinates())
                .toList();
    }

    @Test
    void everyLineKnowsItsNumberAndBlankLinesCount() throws Exception {
        Path file = file(event("a") + "\r\n\n \t\r\nbroken\n" + event("b"));

        var records = Intake.read(file, Intake.settings());

        assertThat(ids(records)).containsExactly("a", "dead", "b");
        assertThat(places(records))
                .containsExactly(
                        Coordinates.ofLine("test", file.toString(), 1),
                        Coordinates.ofLine("test", file.toString(), 4),
                        Coordinates.ofLine("test", file.toString(), 5));
        assertThat(records.get(1).getRecord().deadLetter().bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("broken");
    }

    @Test
    void anEmptyFileHasNoArrivals() throws Exception {
        assertThat(Intake.read(file(""), Intake.settings())).isEmpty();
        assertThat(Intake.read(file("\n\n"), Intake.settings())).isEmpty();
        assertThat(Intake.read(file(gzip("")), Intake.settings())).isEmpty();
    }

    @Test
    void aFileOfOneByteIsADeadLetter() throws Exception {
        assertThat(ids(Intake.read(file("x"), Intake.settings()))).containsExactly("dead");
    }

    @Test
    void gzipIsRecognisedByItsContent() throws Exception {
        Path file = file(gzip(event("a") + "\n" + event("b") + "\n"));

        assertThat(ids(Intake.read(file, Intake.settings()))).containsExactly("a", "b");
    }

    @Test
    void allMembersOfAGzipFileAreRead() throws Exception {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        Random random = new Random(7);
        for (int member = 0; member < 40; member++) {
            StringBuilder lines = new StringBuilder();
            for (int line = 0; line < 200; line++) {
                String id = Long.toHexString(random.nextLong());
                expected.add(id);
                lines.append(event(id)).append('\n');
            }
            members.writeBytes(gzip(lines.toString()));
        }

        assertThat(ids(Intake.read(file(members.toByteArray()), Intake.settings())))
                .isEqualTo(expected);
    }

    @Test
    void aJobGoesOnExactlyAfterWhereItWas() throws Exception {
        String list = "{\"kind\":\"EventList\",\"items\":[" + item("x") + ",7," + item("z") + "]}";
        String lines = event("a") + "\n\n" + list + "\n" + event("b") + "\n\nbroken\n" + event("c");
        for (byte[] content : List.of(lines.getBytes(StandardCharsets.UTF_8), gzip(lines))) {
            Path file = file(content);
            var all = Intake.read(file, Intake.settings());
            assertThat(ids(all))
                    .containsExactly("a", "x/Panic", "dead", "z/Panic", "b", "dead", "c");

            for (int done = 0; done < all.size(); done++) {
                var rest = Intake.readAfter(all.get(done), file, Intake.settings());

                assertThat(ids(rest)).isEqualTo(ids(all).subList(done + 1, all.size()));
                assertThat(places(rest)).isEqualTo(places(all).subList(done + 1, all.size()));
                assertThat(rest)
                        .extracting(RecordAndPosition::getOffset)
                        .isEqualTo(
                                all.subList(done + 1, all.size()).stream()
                                        .map(RecordAndPosition::getOffset)
                                        .toList());
            }
        }
    }

    @Test
    void aLineOverTheLimitIsKeptWholeInItsDeadLetter() throws Exception {
        String line = "{\"a\":\"" + "x".repeat(10 * MEBIBYTE) + "\"}";

        var records = Intake.read(file(line + "\n" + event("b")), Intake.settings());

        assertThat(ids(records)).containsExactly("dead", "b");
        DeadLetter letter = records.get(0).getRecord().deadLetter();
        assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(letter.message())
                .isEqualTo("the record has 10485768 bytes, more than max-record-bytes 1048576");
        assertThat(letter.bytes()).hasSize(line.length());
        assertThat(letter.truncated()).isFalse();
    }

    @Test
    void whatIsKeptOfALineIsBounded() throws Exception {
        String line = " ".repeat(40 * MEBIBYTE);

        var records = Intake.read(file(line + "{}\n" + event("b")), Intake.settings());

        assertThat(ids(records)).containsExactly("dead", "b");
        DeadLetter letter = records.get(0).getRecord().deadLetter();
        assertThat(letter.bytes()).hasSize(32 * MEBIBYTE);
        assertThat(letter.truncated()).isTrue();
        assertThat(letter.message()).contains("has 41943042 bytes");
    }

    @Test
    void aRecordOfTheLimitIsRead() throws Exception {
        String line = event("a");

        assertThat(ids(Intake.read(file(line), Intake.settings(line.length(), null))))
                .containsExactly("a");
        assertThat(ids(Intake.read(file(line), Intake.settings(line.length() - 1, null))))
                .containsExactly("dead");
    }

    @Test
    void manyLinesComeInOrder() throws Exception {
        StringBuilder lines = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            expected.add("e" + i);
            lines.append(event("e" + i)).append(i % 7 == 0 ? "\r\n" : "\n");
        }

        assertThat(ids(Intake.read(file(lines.toString()), Intake.settings()))).isEqualTo(expected);
    }

    private static final String INDENTED =
            """
            {
              "@timestamp": "2026-03-02T10:00:00Z",

              "event.id": "%s"
            }
            """;

    @Test
    void aDocumentMayBeWrittenOverSeveralLines() throws Exception {
        Path file =
                file(
                        event("a")
                                + "\n"
                                + INDENTED.formatted("b").replace("\n", "\r\n")
                                + INDENTED.formatted("c")
                                + event("d")
                                + "\n[\n "
                                + event("e")
                                + ",\n "
                                + event("f")
                                + "\n]");

        var records = Intake.read(file, Intake.settings());

        assertThat(ids(records)).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(places(records))
                .extracting(place -> place.position() + "#" + place.item())
                .containsExactly("1#-1", "2#-1", "7#-1", "12#-1", "13#0", "13#1");
        for (int i = 0; i < records.size(); i++) {
            assertThat(ids(Intake.readAfter(records.get(i), file, Intake.settings())))
                    .isEqualTo(ids(records).subList(i + 1, records.size()));
        }
    }

    @Test
    void aBracketAloneIsALineUnlessTheNextOneIsIndented() throws Exception {
        assertThat(ids(Intake.read(file("{\n" + event("a") + "\n{"), Intake.settings())))
                .containsExactly("dead", "a", "dead");
    }

    @Test
    void aDocumentThatNeverEndsIsOneDeadLetter() throws Exception {
        String document = INDENTED.formatted("a").replace("}", "") + event("b");

        assertThat(ids(Intake.read(file(document), Intake.settings()))).containsExactly("dead");
        assertThat(ids(Intake.read(file(INDENTED.formatted("a")), Intake.settings(20, null))))
                .containsExactly("dead");
    }
}
