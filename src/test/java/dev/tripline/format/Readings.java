// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a {@link FormatReader} makes of a record. */
final class Readings implements FormatReader.Receiver {

    static final SourceFormat DOCUMENTS = SourceFormat.documents("time");
    static final SourceFormat RAW_AUDIT = Formats.SHIPPED.named("kubernetes-audit").orElseThrow();
    static final SourceFormat ELASTIC = Formats.SHIPPED.named("elastic-agent").orElseThrow();

    static final Coordinates PLACE = Coordinates.ofLine("test", "test.ndjson", 7);

    static final Redactor REDACTOR = new Redactor("key".getBytes(StandardCharsets.UTF_8));

    static final SourceContext UNKNOWN = SourceContext.of(REDACTOR);

    private final List<Event> events = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    static Readings of(SourceFormat format, String record, String... fields) {
        return of(format, record.getBytes(StandardCharsets.UTF_8), fields);
    }

    static Readings of(SourceFormat format, byte[] record, String... fields) {
        return of(format, UNKNOWN, record, fields);
    }

    static Readings of(SourceFormat format, SourceContext source, byte[] record, String... fields) {
        Readings readings = new Readings();
        new FormatReader(format, DerivedFields.complete(List.of(fields)), source)
                .read(record, PLACE, readings);
        return readings;
    }

    /** The only event of a record, and nothing beside it. */
    static Event event(SourceFormat format, String record, String... fields) {
        return of(format, record, fields).event();
    }

    /** The only dead letter of a record, and nothing beside it. */
    static DeadLetter deadLetter(SourceFormat format, String record) {
        return of(format, record).deadLetter();
    }

    Event event() {
        assertThat(deadLetters).extracting(DeadLetter::message).isEmpty();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    DeadLetter deadLetter() {
        assertThat(events).isEmpty();
        assertThat(deadLetters).hasSize(1);
        return deadLetters.get(0);
    }

    /** The only dead letter, beside events. */
    DeadLetter onlyDeadLetter() {
        assertThat(deadLetters).hasSize(1);
        return deadLetters.get(0);
    }

    List<Event> events() {
        return events;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    @Override
    public void event(Event event) {
        events.add(event);
    }

    @Override
    public void deadLetter(DeadLetter deadLetter) {
        deadLetters.add(deadLetter);
    }
}
