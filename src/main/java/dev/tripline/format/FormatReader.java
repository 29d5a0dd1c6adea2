// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.JsonReader.Slice;
import dev.tripline.event.Redactor;
import dev.tripline.event.Timestamp;
import dev.tripline.event.TimestampParser;
import dev.tripline.format.Unwrapper.Found;
import dev.tripline.format.Unwrapper.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Turns the bytes of one record into its events. Never throws: what cannot become an event becomes
 * a dead letter, and the items of an envelope succeed or fail each for itself. Not thread-safe.
 */
public final class FormatReader {

    private static final int MAX_QUOTED = 100;

    static final String EVENT_TIME = "@timestamp";

    private final SourceFormat format;
    private final FieldSet fields;
    private final int timeSlot;
    private final Redactor redactor;
    private final TimeCheck timeCheck;
    private final Unwrapper unwrapper;
    private final DerivedFields.Deriver deriver;

    /** A reader that believes every event time. */
    public FormatReader(SourceFormat format, FieldSet fields, SourceContext source) {
        this(format, fields, source, ReadLimits.DEFAULT, time -> null);
    }

    /**
     * @param fields from {@link DerivedFields#complete}
     * @param source what is known of the source beforehand
     */
    public FormatReader(
            SourceFormat format,
            FieldSet fields,
            SourceContext source,
            ReadLimits limits,
            TimeCheck timeCheck) {
        this.format = format;
        this.fields = fields;
        this.redactor = source.redactor();
        this.timeCheck = timeCheck;
        timeSlot = fields.slot(EVENT_TIME);
        unwrapper = new Unwrapper(format, fields, limits);
        deriver = DerivedFields.deriver(fields, source);
    }

    /** Decides which event times cannot be true. */
    @FunctionalInterface
    public interface TimeCheck {

        /** Containers, and the logs that Tripline reads, are younger. */
        Timestamp EARLIEST = Timestamp.of(Instant.parse("2000-01-01T00:00:00Z"));

        /** Refuses what is older than anything that can be meant. */
        TimeCheck NOT_TOO_EARLY =
                time ->
                        time.compareTo(EARLIEST) < 0
                                ? "the event time " + time + " is before " + EARLIEST
                                : null;

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

    /** The name of the table that recognised an event of this reader. */
    public String format(Event event) {
        return unwrapper.format(event.kind());
    }

    /** Reads one record; {@code bytes} must not change afterwards. */
    public void read(byte[] bytes, Coordinates coordinates, Receiver receiver) {
        read(bytes, coordinates, Map.of(), receiver);
    }

    /**
     * Reads one record, or one item of it.
     *
     * @param envelope as in its {@link DeadLetter}
     */
    public void read(
            byte[] bytes,
            Coordinates coordinates,
            Map<String, String> envelope,
            Receiver receiver) {
        unwrapper.read(
                bytes,
                coordinates,
                EnvelopeTexts.context(envelope, fields),
                new Unwrapper.Receiver() {
                    @Override
                    public void document(Found found) {
                        FormatReader.this.document(found, receiver);
                    }

                    @Override
                    public void refused(Refused refused) {
                        reject(refused, receiver);
                    }
                });
    }

    private void document(Found found, Receiver receiver) {
        ShapeReader shape = found.shape();
        Object stated = Event.first(shape.time(found.values()));
        if (stated == null) {
            String looked = String.join(", ", shape.timePaths());
            reject(Reason.NO_TIMESTAMP, "has no " + looked, found, receiver);
            return;
        }
        Timestamp time = TimestampParser.parse(stated);
        if (time == null) {
            String quoted = quotable(String.valueOf(stated));
            reject(Reason.BAD_TIMESTAMP, "\"" + quoted + "\" is no time", found, receiver);
            return;
        }
        String problem = timeCheck.problem(time);
        if (problem != null) {
            reject(Reason.ABSURD_TIMESTAMP, problem, found, receiver);
            return;
        }
        Object[] values = shape.fields(found.values(), found.context());
        if (timeSlot >= 0 && values[timeSlot] == null) {
            values[timeSlot] = time.toString();
        }
        deriver.derive(values);
        Identity identity = shape.identity(found.values(), found.content());
        receiver.event(new Event(fields, values, time, identity, found.place(), shape.kind()));
    }

    private void reject(Reason reason, String message, Found found, Receiver receiver) {
        reject(
                new Refused(reason, message, null, found.raw(), found.context(), found.place()),
                receiver);
    }

    private void reject(Refused refused, Receiver receiver) {
        String quoted = refused.quoted();
        Slice raw = refused.raw();
        receiver.deadLetter(
                new DeadLetter(
                        refused.reason(),
                        refused.message() + (quoted == null ? "" : "; it was " + quotable(quoted)),
                        refused.place(),
                        format.name(),
                        Arrays.copyOfRange(raw.bytes(), raw.offset(), raw.offset() + raw.length()),
                        false,
                        EnvelopeTexts.of(refused.context(), fields)));
    }

    /** Masked before it is cut: half a token is no token any more. */
    private String quotable(String quoted) {
        String text = redactor.redact(quoted);
        return text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "…" : text;
    }
}
