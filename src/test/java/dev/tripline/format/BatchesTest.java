// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import dev.tripline.event.Items;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What collectors send in one record, without an envelope of their own around it. */
class BatchesTest {

    private static String audit(String id) {
        return "{\"auditID\":\"%s\",\"stage\":\"Panic\",\"timestamp\":1772445600000}".formatted(id);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ids(Readings readings) {
        assertThat(readings.deadLetters()).extracting(DeadLetter::message).isEmpty();
        return readings.events().stream().map(event -> event.identity().id()).toList();
    }

    private static List<Integer> items(Readings readings) {
        return readings.events().stream().map(event -> event.coordinates().item()).toList();
    }

    private static String text(DeadLetter letter) {
        return new String(letter.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aListIsItsItemsUnderEveryFormat() {
        String record = " [ %s ,\n%s]".formatted(audit("a"), audit("b"));

        for (String name : List.of("auto", "kubernetes-audit", "eks", "aks")) {
            Readings readings = Readings.of(Formats.SHIPPED.named(name).orElseThrow(), record);

            assertThat(ids(readings)).containsExactly("a/Panic", "b/Panic");
            assertThat(items(readings)).containsExactly(0, 1);
        }
        String document = "{\"@timestamp\":\"2026-03-02T10:00:00Z\"}";
        assertThat(Readings.of(Readings.ELASTIC, "[" + document + "]").events()).hasSize(1);
        assertThat(Readings.of(SourceFormat.documents("@timestamp"), "[" + document + "]").events())
                .extracting(Event::coordinates)
                .containsExactly(Readings.PLACE.withItem(0));
    }

    @Test
    void itsItemsMayBeStringsAndListsAndEnvelopes() {
        String list = "{\"kind\":\"EventList\",\"items\":[" + audit("d") + "]}";
        String record =
                "[%s,\"%s\",[%s],%s,\"%s\"]"
                        .formatted(
                                quoted(audit("a")),
                                base64(audit("b")),
                                audit("c"),
                                list,
                                base64("[" + audit("e") + "]"));

        Readings readings = Readings.of(SourceFormat.AUTO, record);

        assertThat(ids(readings))
                .containsExactly("a/Panic", "b/Panic", "c/Panic", "d/Panic", "e/Panic");
        assertThat(items(readings)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void eachItemFailsForItself() {
        Readings readings =
                Readings.of(SourceFormat.AUTO, "[7,%s,{},[],null]".formatted(audit("a")));

        assertThat(items(readings)).containsExactly(1);
        assertThat(readings.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        Reason.MALFORMED,
                        Reason.UNKNOWN_FORMAT,
                        Reason.NO_EVENTS,
                        Reason.MALFORMED);
        assertThat(readings.deadLetters())
                .extracting(letter -> letter.coordinates().item())
                .containsExactly(0, 2, 3, 4);
    }

    @Test
    void anEmptyListIsNothing() {
        Readings readings = Readings.of(SourceFormat.AUTO, " [ ]");

        assertThat(readings.events()).isEmpty();
        assertThat(readings.deadLetters()).isEmpty();
    }

    @Test
    void listsNestOnlySoDeep() {
        assertThat(ids(Readings.of(SourceFormat.AUTO, "[[[[" + audit("a") + "]]]]"))).hasSize(1);
        assertThat(Readings.deadLetter(SourceFormat.AUTO, "[[[[[" + audit("a") + "]]]]]").message())
                .contains("nested envelopes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[{\"a\":1}", "[{\"a\":1},"})
    void aListThatEndsTooEarlyIsTruncated(String record) {
        assertThat(Readings.deadLetter(SourceFormat.AUTO, record).reason())
                .isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void aRecordThatIsAStringIsWhatItSays() {
        Readings readings = Readings.of(SourceFormat.AUTO, quoted(audit("a")));

        assertThat(ids(readings)).containsExactly("a/Panic");
        assertThat(items(readings)).containsExactly(-1);
    }

    @Test
    void linesThatAreObjectsAreItems() {
        String lines = audit("a") + "\r\n\n" + audit("b") + "\n" + audit("c") + "\n";

        for (String record : List.of(lines, quoted(lines.replace("\r", "")), "\n" + lines)) {
            Readings readings = Readings.of(SourceFormat.AUTO, record);

            assertThat(ids(readings)).containsExactly("a/Panic", "b/Panic", "c/Panic");
            assertThat(items(readings)).containsExactly(0, 1, 2);
        }
        assertThat(items(Readings.of(SourceFormat.AUTO, audit("a") + "\n\n"))).containsExactly(-1);
    }

    @Test
    void aBrokenLineIsADeadLetterOfItsOwn() {
        String half = audit("d").substring(0, 12);
        String record = String.join("\n", "{no}", audit("b"), "{}", half);

        Readings readings = Readings.of(SourceFormat.AUTO, record);

        assertThat(items(readings)).containsExactly(1);
        assertThat(readings.deadLetters())
                .extracting(BatchesTest::text)
                .containsExactly("{no}", "{}", half);
        assertThat(readings.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(Reason.MALFORMED, Reason.UNKNOWN_FORMAT, Reason.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\n{\"auditID\":\"x\",\"stage\":\"Panic\"}",
                "{\"items\":[\n{\"auditID\":\"x\",\"stage\":\"Panic\"},\n{}",
                "{}\ntext",
                "{}\n]"
            })
    void partsOfABrokenDocumentAreNoLines(String record) {
        assertThat(Readings.deadLetter(SourceFormat.AUTO, record).coordinates())
                .isEqualTo(Readings.PLACE);
    }

    @Test
    void ofTooManyItemsTheRestIsOneDeadLetterThatCanBeReadAgain() {
        int most = Items.MOST;
        for (String record : List.of(many("[", ",", "]"), many("", "\n", ""))) {
            Readings readings = Readings.of(SourceFormat.AUTO, record);

            assertThat(readings.events()).hasSize(most);
            DeadLetter rest = readings.onlyDeadLetter();
            assertThat(rest.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(rest.message()).contains("more than 100000 items");
            assertThat(rest.coordinates().item()).isEqualTo(most);

            Readings again = new Readings();
            new FormatReader(SourceFormat.AUTO, DerivedFields.complete(List.of()), Readings.UNKNOWN)
                    .read(rest.bytes(), rest.coordinates(), again);
            assertThat(ids(again))
                    .containsExactly(most + "/Panic", most + 1 + "/Panic", most + 2 + "/Panic");
            assertThat(items(again)).containsExactly(most, most + 1, most + 2);
        }
    }

    private static String many(String open, String between, String close) {
        return IntStream.range(0, Items.MOST + 3)
                .mapToObj(i -> audit(String.valueOf(i)))
                .collect(Collectors.joining(between, open, close));
    }

    @Test
    void theItemsOfAllListsOfARecordCount() {
        String zeros = "[" + "0,".repeat(59_999) + "0]";

        Readings readings =
                Readings.of(SourceFormat.AUTO, "[%s,%s,%s]".formatted(zeros, zeros, audit("a")));

        assertThat(readings.events()).isEmpty();
        assertThat(readings.deadLetters()).hasSize(Items.MOST + 2);
        List<DeadLetter> rests =
                readings.deadLetters().subList(Items.MOST, readings.deadLetters().size());
        assertThat(rests).extracting(DeadLetter::reason).containsOnly(Reason.TOO_LARGE);
        assertThat(rests.get(0).bytes()).hasSize(40_001);
        assertThat(text(rests.get(1))).isEqualTo("[" + audit("a") + "]");
    }

    @Test
    void anExactlyFullListHasNoRest() {
        String zeros = "[" + "0,".repeat(Items.MOST - 1) + "0]";

        assertThat(Readings.of(SourceFormat.AUTO, zeros).deadLetters())
                .hasSize(Items.MOST)
                .extracting(DeadLetter::reason)
                .containsOnly(Reason.MALFORMED);
    }

    @Test
    void fourMebibytesOfZerosAreBounded() {
        String zeros = "[" + "0,".repeat(2_000_000) + "0]";

        assertThat(Readings.of(SourceFormat.AUTO, zeros).deadLetters()).hasSize(Items.MOST + 1);
    }
}
