// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.JsonProjection;
import dev.tripline.event.JsonReader;
import dev.tripline.event.JsonReader.Document;
import dev.tripline.event.JsonReader.Slice;
import dev.tripline.event.Redactor;
import dev.tripline.event.Timestamp;
import dev.tripline.event.TimestampParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the bytes of one record into its events. Never throws: what cannot become an event becomes
 * a dead letter, and the items of an envelope succeed or fail each for itself. Not thread-safe.
 */
public final class FormatReader {

    private static final int MAX_QUOTED = 100;

    private final SourceFormat format;
    private final FieldSet fields;
    private final Cluster cluster;
    private final Redactor redactor;
    private final TimeCheck timeCheck;
    private final List<ShapeReader> shapes;
    private final EnvelopeReader envelope;
    private final JsonReader json;
    private final DerivedFields.Deriver deriver;

    /** A reader that believes every event time. */
    public FormatReader(SourceFormat format, FieldSet fields, Cluster cluster, Redactor redactor) {
        this(format, fields, cluster, redactor, JsonReader.DEFAULT_MAX_DEPTH, time -> null);
    }

    /**
     * @param fields from {@link DerivedFields#complete}
     * @param cluster for events that do not say which cluster they come from
     * @param redactor cleans messages, which may quote the record
     * @param maxDepth of JSON; what is nested deeper is malformed
     */
    public FormatReader(
            SourceFormat format,
            FieldSet fields,
            Cluster cluster,
            Redactor redactor,
            int maxDepth,
            TimeCheck timeCheck) {
        this.format = format;
        this.fields = fields;
        this.cluster = cluster;
        this.redactor = redactor;
        this.timeCheck = timeCheck;
        shapes =
                format.tables().stream()
                        .flatMap(table -> table.shapes().stream())
                        .map(shape -> new ShapeReader(shape, fields))
                        .toList();
        envelope = EnvelopeReader.of(format.tables());
        Set<String> paths = new LinkedHashSet<>(envelope.paths());
        shapes.forEach(shape -> paths.addAll(shape.paths()));
        JsonProjection projection = JsonProjection.of(paths);
        shapes.forEach(shape -> shape.bind(projection));
        envelope.bind(projection);
        json = new JsonReader(projection, envelope.items(), maxDepth);
        deriver = DerivedFields.deriver(fields);
    }

    /** Decides which event times cannot be true. */
    @FunctionalInterface
    public interface TimeCheck {

        /**
         * @return what is wrong with {@code time}, or {@code null}
         */
        String problem(Timestamp time);
    }

    /** Takes what came out of a record. */
    public interface Receiver {
        void event(Event event);

        void deadLetter(DeadLetter deadLetter);
    }

    /** Reads one record; {@code bytes} must not change afterwards. */
    public void read(byte[] bytes, Coordinates coordinates, Receiver receiver) {
        Slice record = new Slice(bytes, 0, bytes.length);
        Document document = parse(record, coordinates, receiver);
        if (document == null) {
            return;
        }
        if (document.items() == null || !envelope.recognises(document.values())) {
            event(document, record, coordinates, receiver);
            return;
        }
        for (int i = 0; i < document.items().size(); i++) {
            Slice item = document.items().get(i);
            Coordinates place = coordinates.withItem(i);
            Document content = parse(item, place, receiver);
            if (content != null) {
                event(content, item, place, receiver);
            }
        }
    }

    private Document parse(Slice record, Coordinates coordinates, Receiver receiver) {
        try {
            return json.read(record);
        } catch (IOException e) {
            reject(Reason.MALFORMED, e.getMessage(), record, coordinates, receiver);
            return null;
        }
    }

    private void event(
            Document document, Slice record, Coordinates coordinates, Receiver receiver) {
        Object[] content = document.values();
        ShapeReader shape = shapeOf(content);
        if (shape == null) {
            String tried =
                    format.tables().stream().map(Format::name).collect(Collectors.joining(", "));
            reject(
                    Reason.UNKNOWN_FORMAT,
                    "looks like none of "
                            + tried
                            + "; name the source's format if it is one of them",
                    record,
                    coordinates,
                    receiver);
            return;
        }
        Object stated = shape.time(content);
        if (stated == null) {
            String looked = String.join(", ", shape.timePaths());
            reject(Reason.NO_TIMESTAMP, "has no " + looked, record, coordinates, receiver);
            return;
        }
        Object first = Event.first(stated);
        Timestamp time = TimestampParser.parse(first);
        if (time == null) {
            String problem = "\"" + quotable(first) + "\" is no time";
            reject(Reason.BAD_TIMESTAMP, problem, record, coordinates, receiver);
            return;
        }
        String problem = timeCheck.problem(time);
        if (problem != null) {
            reject(Reason.ABSURD_TIMESTAMP, problem, record, coordinates, receiver);
            return;
        }
        Object[] values = shape.fields(content);
        deriver.derive(values, cluster);
        receiver.event(
                new Event(fields, values, time, shape.identity(content, record), coordinates));
    }

    /**
     * A source whose format is named needs no recognition, and its last shape takes what no other
     * does.
     */
    private ShapeReader shapeOf(Object[] document) {
        for (ShapeReader shape : shapes) {
            if (shape.recognises(document)) {
                return shape;
            }
        }
        return format.isRecognising() ? null : shapes.get(shapes.size() - 1);
    }

    private void reject(
            Reason reason,
            String message,
            Slice record,
            Coordinates coordinates,
            Receiver receiver) {
        byte[] bytes =
                Arrays.copyOfRange(
                        record.bytes(), record.offset(), record.offset() + record.length());
        receiver.deadLetter(
                new DeadLetter(reason, message, coordinates, format.name(), bytes, false));
    }

    /** Masked before it is cut: half a token is no token any more. */
    private String quotable(Object value) {
        String text = redactor.redact(String.valueOf(value));
        return text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "…" : text;
    }
}
