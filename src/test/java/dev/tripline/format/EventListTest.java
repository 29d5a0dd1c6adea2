// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventListTest {

    private static String item(String auditId) {
        return "{\"auditID\":\""
                + auditId
                + "\",\"stage\":\"ResponseComplete\",\"verb\":\"get\","
                + "\"stageTimestamp\":\"2026-03-02T10:00:00.000460Z\"}";
    }

    private static String list(String... items) {
        return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},"
                + "\"items\":["
                + String.join(" , ", items)
                + "]}";
    }

    @Test
    void everyItemIsAnEventThatKnowsItsPlace() {
        Readings readings =
                Readings.of(SourceFormat.AUTO, list(item("a"), item("b")), "event.action");

        assertThat(readings.deadLetters()).isEmpty();
        assertThat(readings.events())
                .extracting(event -> event.identity().id())
                .containsExactly("a/ResponseComplete", "b/ResponseComplete");
        assertThat(readings.events())
                .extracting(event -> event.get("event.action"))
                .containsOnly("get");
        assertThat(readings.events())
                .extracting(Event::coordinates)
                .containsExactly(Readings.PLACE.withItem(0), Readings.PLACE.withItem(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\":[%s,%s],\"kind\":\"EventList\"}",
                "{\"kind\":\"EventList\",\"items\":[%s],\"items\":[%s]}",
                "\uFEFF{\"kind\":\"EventList\",\"items\":[%s,%s]}",
                "{\"kind\":\"EventList\",\"é\":\"é\",\"items\":[\n\t%s\n,%s ]}"
            })
    void itDoesNotMatterHowTheListIsWritten(String list) {
        Readings readings = Readings.of(SourceFormat.AUTO, list.formatted(item("a"), item("b")));

        assertThat(readings.deadLetters()).isEmpty();
        assertThat(readings.events())
                .extracting(event -> event.identity().id())
                .containsExactly("a/ResponseComplete", "b/ResponseComplete");
    }

    @Test
    void aBrokenItemIsADeadLetterOfItsOwn() {
        String timeless = "{\"auditID\":\"x\",\"stage\":\"Panic\"}";
        Readings readings =
                Readings.of(
                        SourceFormat.AUTO,
                        list(
                                item("a"),
                                "\"just\\u0020text\"",
                                "12.5",
                                "null",
                                "[1]",
                                "{}",
                                timeless,
                                item("b")));

        assertThat(readings.events())
                .extracting(event -> event.coordinates().item())
                .containsExactly(0, 7);
        assertThat(readings.deadLetters())
                .extracting(letter -> new String(letter.bytes(), StandardCharsets.UTF_8))
                .containsExactly("\"just\\u0020text\"", "12.5", "null", "1", "{}", timeless);
        assertThat(readings.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        Reason.MALFORMED,
                        Reason.MALFORMED,
                        Reason.MALFORMED,
                        Reason.MALFORMED,
                        Reason.UNKNOWN_FORMAT,
                        Reason.NO_TIMESTAMP);
        assertThat(readings.deadLetters())
                .extracting(letter -> letter.coordinates().item())
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"EventList\",\"items\":[]}",
                "{\"kind\":\"EventList\",\"items\":null}"
            })
    void anEmptyListIsNothing(String record) {
        Readings readings = Readings.of(SourceFormat.AUTO, record);

        assertThat(readings.events()).isEmpty();
        assertThat(readings.deadLetters()).isEmpty();
    }

    @Test
    void aListWithoutItemsIsADeadLetter() {
        assertThat(Readings.deadLetter(SourceFormat.AUTO, "{\"kind\":\"EventList\"}").reason())
                .isEqualTo(Reason.UNKNOWN_FORMAT);
    }

    @Test
    void aTruncatedListIsADeadLetterAsAWhole() {
        String record = list(item("a"), item("b"));

        DeadLetter letter =
                Readings.deadLetter(SourceFormat.AUTO, record.substring(0, record.length() - 9));

        assertThat(letter.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(letter.coordinates().item()).isEqualTo(Coordinates.NONE);
    }

    @Test
    void aDocumentThatMerelyHasItemsIsNoEnvelope() {
        String record = "{\"@timestamp\":\"2026-03-02T10:00:00Z\",\"items\":[" + item("a") + "]}";

        Event event = Readings.event(SourceFormat.AUTO, record);

        assertThat(event.coordinates()).isEqualTo(Readings.PLACE);
    }

    @Test
    void theItemsOfListsInListsAreNumberedThroughout() {
        Readings readings =
                Readings.of(
                        SourceFormat.AUTO, list(item("a"), list(item("b"), item("c")), item("d")));

        assertThat(readings.deadLetters()).isEmpty();
        assertThat(readings.events())
                .extracting(event -> event.coordinates().item())
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void listsNestOnlySoDeep() {
        assertThat(readingOfNested(4).event().identity().id()).isEqualTo("a/ResponseComplete");
        assertThat(readingOfNested(5).deadLetter().message()).contains("nested envelopes");
    }

    private static Readings readingOfNested(int depth) {
        String record = item("a");
        for (int i = 0; i < depth; i++) {
            record = list(record);
        }
        return Readings.of(SourceFormat.AUTO, record);
    }

    @Test
    void anEmptyListInAListIsADeadLetter() {
        assertThat(Readings.deadLetter(SourceFormat.AUTO, list(list())).message())
                .isEqualTo("is an envelope with nothing in it");
    }
}
