// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.Identity;
import dev.tripline.event.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdentityTest {

    private static final String TIME = "\"stageTimestamp\":\"2026-03-02T10:00:00Z\"";

    private static Identity identity(SourceFormat format, String record) {
        return Readings.event(format, record).identity();
    }

    @Test
    void anEventThatNamesItselfIsCalledThat() {
        assertThat(identity(SourceFormat.AUTO, "{\"@timestamp\":0,\"event\":{\"id\":\"e1\"}}").id())
                .isEqualTo("e1");
        assertThat(
                        identity(
                                        SourceFormat.AUTO,
                                        "{\"event.id\":\"e1\",\"kubernetes.audit\":{\"auditID\":\"a\","
                                                + "\"stage\":\"Panic\","
                                                + TIME
                                                + "}}")
                                .id())
                .isEqualTo("e1");
    }

    @Test
    void aStageOfARequestIsCalledAfterBothInEitherFormat() {
        String audit = "{\"auditID\":\"a\",\"stage\":\"Panic\"," + TIME + "}";

        assertThat(identity(SourceFormat.AUTO, audit).id()).isEqualTo("a/Panic");
        assertThat(identity(SourceFormat.AUTO, "{\"kubernetes.audit\":" + audit + "}").id())
                .isEqualTo("a/Panic");
    }

    @Test
    void anythingElseIsCalledAfterItsBytes() {
        // printf '{"@timestamp":0}' | sha256sum
        assertThat(identity(SourceFormat.AUTO, "{\"@timestamp\":0}").id())
                .isEqualTo("6733ad431db55bd5cb14479240d0d2c00a2828b4b9eaace8e1ffecf87a1360d7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "{}", "[]"})
    void anEmptyNameIsNone(String name) {
        assertThat(identity(SourceFormat.AUTO, "{\"@timestamp\":0,\"event.id\":" + name + "}").id())
                .hasSize(64);
    }

    @Test
    void anItemHasTheIdentityOfItsOwnBytes() {
        String item = "{\"auditID\":\"a\",\"requestURI\":\"/\"," + TIME + "}";
        String list = "{\"kind\":\"EventList\",\"items\":[{}, " + item + "]}";

        assertThat(Readings.of(SourceFormat.AUTO, list).events().get(0).identity().id())
                .isEqualTo(identity(SourceFormat.AUTO, item).id());
    }

    @Test
    void whereAnEventWasReadDoesNotMatter() {
        byte[] record = "{\"@timestamp\":0}".getBytes(StandardCharsets.UTF_8);
        Readings first = Readings.of(SourceFormat.AUTO, record);
        Readings second = new Readings();
        new FormatReader(
                        SourceFormat.AUTO,
                        DerivedFields.complete(List.of("a")),
                        SourceContext.of(new Redactor(new byte[] {1})))
                .read(record, Coordinates.ofRecord("other", "topic", 3, 9), second);

        assertThat(second.event().identity().id()).isEqualTo(first.event().identity().id());
        assertThat(second.event().identity().order()).isEqualTo(first.event().identity().order());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"kubernetes\":{\"audit\":%s}}"})
    void theStagesOfARequestSortAsTheyHappen(String document) {
        List<String> stages =
                List.of("RequestReceived", "ResponseStarted", "ResponseComplete", "Panic");
        List<Event> events = new ArrayList<>();
        for (String stage :
                List.of("Panic", "ResponseComplete", "ResponseStarted", "RequestReceived")) {
            String audit = "{\"auditID\":\"a\",\"stage\":\"" + stage + "\"," + TIME + "}";
            events.add(Readings.event(SourceFormat.AUTO, document.formatted(audit)));
        }

        events.sort(Comparator.comparing(event -> event.identity().order()));

        assertThat(events)
                .extracting(event -> event.identity().id())
                .containsExactlyElementsOf(stages.stream().map(stage -> "a/" + stage).toList());
    }

    @Test
    void theRecordsOfARequestAreKnownByItsAuditIdInEitherFormat() {
        String started = "{\"auditID\":\"a\",\"stage\":\"ResponseStarted\"," + TIME + "}";
        String named = "{\"event.id\":\"e1\",\"kubernetes.audit\":" + started + "}";

        assertThat(identity(SourceFormat.AUTO, started).request()).isEqualTo("a");
        assertThat(identity(SourceFormat.AUTO, named).request()).isEqualTo("a");
        assertThat(identity(SourceFormat.AUTO, "{\"@timestamp\":0,\"event.id\":\"a\"}").request())
                .isNull();
    }

    @Test
    void plainDocumentsOfOneTimeStayInTheOrderOfTheirPlaces() {
        assertThat(identity(Readings.DOCUMENTS, "{\"time\":0}").order()).isEmpty();
    }
}
