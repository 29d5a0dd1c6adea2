// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents inside strings are as hostile as any record, and are read no worse. */
class HostileItemsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String IDENTITY = "\"auditID\":\"a\",\"stage\":\"Panic\",\"timestamp\":0";

    private static final String GOOD = "{" + IDENTITY + ",\"verb\":\"get\"}";

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The document as it can stand in a string: plain, in base64, within another list. */
    private static List<String> items(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        return List.of(
                quoted(document),
                '"' + Base64.getEncoder().encodeToString(bytes) + '"',
                quoted("[" + document + "]"),
                quoted("[" + quoted(document) + "]"));
    }

    /** With an event on either side, which must not suffer. */
    private static Readings between(String item) {
        Readings readings =
                Readings.of(
                        SourceFormat.AUTO,
                        "[" + quoted(GOOD) + "," + item + "," + quoted(GOOD) + "]",
                        "event.action",
                        "user.name");
        List<Event> events = readings.events();
        assertThat(events.get(0).coordinates().item()).isZero();
        assertThat(events.get(events.size() - 1).coordinates().item()).isEqualTo(2);
        assertThat(events.size() + readings.deadLetters().size()).isEqualTo(3);
        return readings;
    }

    private static Event event(String item) {
        Readings readings = between(item);
        assertThat(readings.deadLetters()).extracting(DeadLetter::message).isEmpty();
        return readings.events().get(1);
    }

    @Test
    void longKeysHideNothing() {
        String key = "k".repeat(1 << 20);
        String document = "{\"%s\":{\"%s\":1},%s,\"verb\":\"get\"}".formatted(key, key, IDENTITY);

        for (String item : items(document)) {
            assertThat(event(item).get("event.action")).isEqualTo("get");
        }
        FieldNames names = new FieldNames(SourceFormat.AUTO);
        names.read(("[" + quoted(document) + "]").getBytes(StandardCharsets.UTF_8));
        assertThat(names.fields().names()).allMatch(name -> name.length() < 1100);
    }

    @Test
    void everyValueOfAKeyThatStandsTwiceCounts() {
        String document = "{\"verb\":\"list\"," + IDENTITY + ",\"verb\":\"get\"}";

        for (String item : items(document)) {
            assertThat((Object[]) event(item).get("event.action")).containsExactly("list", "get");
        }
    }

    @Test
    void aHundredThousandEqualKeysAreRead() {
        String document = "{" + "\"verb\":\"get\",".repeat(100_000) + IDENTITY + "}";

        for (String item : items(document)) {
            assertThat((Object[]) event(item).get("event.action")).hasSize(100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\uFEFF", "\\uFEFF", "\\ud83d", "\\udc00\\ud83d"})
    void oddLettersInTextsAreKept(String odd) throws Exception {
        String document = "{" + IDENTITY + ",\"user\":{\"username\":\"x" + odd + "y\"}}";
        String expected = JSON.readTree("\"x" + odd + "y\"").asText();

        for (String item : items(document)) {
            assertThat(event(item).get("user.name")).isEqualTo(expected);
        }
    }

    @Test
    void halfAPairThatTheOuterStringEscapesIsKept() {
        String item = quoted("{" + IDENTITY + ",\"user\":{\"username\":\"x!\"}}");

        assertThat(event(item.replace("x!", "x\\ud83d")).get("user.name")).isEqualTo("x\ud83d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\u0000\"auditID\":\"a\"}",
                "{\"auditID\":\"a\u0000\"}",
                "{\uFEFF\"auditID\":\"a\"}",
                "{\"auditID\":\"a\"}\uFEFF",
                "{\"auditID\"\u0000:\"a\"}",
                "{\"auditID\":\"a\",}"
            })
    void oddLettersBetweenTextsAreMalformed(String document) {
        for (String item : items(document)) {
            assertThat(between(item).onlyDeadLetter().reason()).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void halfAPairBetweenTextsIsMalformed() {
        assertThat(between("\"{\\ud83d}\"").onlyDeadLetter().reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void aByteOrderMarkBeforeADocumentIsSkipped() {
        assertThat(event(quoted("\uFEFF" + GOOD)).get("event.action")).isEqualTo("get");
        assertThat(
                        Readings.of(SourceFormat.AUTO, "\uFEFF[" + GOOD + "]", "event.action")
                                .event()
                                .get("event.action"))
                .isEqualTo("get");
    }

    @Test
    void whatOnlyBeginsLikeBase64IsRefused() {
        for (String text :
                List.of("e", "eyJ", "H4sI", "H4sIAAAA", "W3si", "W3si????", "e".repeat(99))) {
            assertThat(between(quoted(text)).onlyDeadLetter().bytes())
                    .asString()
                    .isEqualTo(quoted(text));
        }
    }
}
