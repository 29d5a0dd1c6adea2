// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record is of the format that it looks like, and of no other. */
class RecognitionTest {

    /** Formats whose envelopes hold the events of another. */
    private static final Set<String> WRAPPERS = Set.of("eks", "aks");

    static Stream<String> formats() {
        return Formats.SHIPPED.names().stream().filter(name -> !name.equals(Formats.AUTO));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aRecordIsRecognisedAsItsOwnFormat(String format) {
        assertThat(Fixtures.of(format))
                .isNotEmpty()
                .allSatisfy(
                        record ->
                                assertThat(recognised(SourceFormat.AUTO, record))
                                        .isNotEmpty()
                                        .allMatch(
                                                name ->
                                                        name.equals(format)
                                                                || wraps(format, name)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void noOtherFormatWouldTakeIt(String format) {
        for (String record : Fixtures.of(format)) {
            formats()
                    .filter(other -> !other.equals(format) && !wraps(format, other))
                    // It takes whatever has a time where the Agent writes it.
                    .filter(
                            other ->
                                    !other.equals("elastic-agent")
                                            || !record.contains("\"@timestamp\""))
                    .forEach(
                            other ->
                                    assertThat(recognised(alone(other), record))
                                            .as(other + " reads " + record)
                                            .allMatch("nothing"::equals));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aSourceThatNamesItsFormatReadsTheSame(String format) {
        SourceFormat named = Formats.SHIPPED.named(format).orElseThrow();
        for (String record : Fixtures.of(format)) {
            assertThat(recognised(named, record)).isEqualTo(recognised(SourceFormat.AUTO, record));
        }
    }

    @Test
    void whatLooksLikeNothingIsNothing() {
        for (String record :
                List.of(
                        "{\"rule\":\"a\"}",
                        "{\"log\":\"a\"}",
                        "{\"Type\":\"container\",\"Action\":\"start\"}",
                        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\"}]}",
                        "level=info msg=\"no time\"",
                        "2026-03-02T10:00:00Z stdout")) {
            assertThat(recognised(SourceFormat.AUTO, record)).containsExactly("nothing");
        }
    }

    private static boolean wraps(String format, String other) {
        return WRAPPERS.contains(format) && other.equals("kubernetes-audit");
    }

    private static SourceFormat alone(String format) {
        Format table = Formats.SHIPPED.named(format).orElseThrow().tables().get(0);
        return new SourceFormat(Formats.AUTO, List.of(table), true);
    }

    /** The format of each event, and {@code nothing} for each dead letter. */
    private static List<String> recognised(SourceFormat format, String record) {
        List<String> names = new ArrayList<>();
        FormatReader reader =
                new FormatReader(
                        format,
                        DerivedFields.complete(List.of("event.action")),
                        SourceContext.of(Readings.REDACTOR));
        reader.read(
                record.getBytes(StandardCharsets.UTF_8),
                Coordinates.ofLine("test", "test", 1),
                new FormatReader.Receiver() {
                    @Override
                    public void event(Event event) {
                        names.add(reader.format(event));
                    }

                    @Override
                    public void deadLetter(DeadLetter deadLetter) {
                        names.add("nothing");
                    }
                });
        return names;
    }
}
