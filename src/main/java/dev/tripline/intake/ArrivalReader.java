// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import dev.tripline.event.Timestamp;
import dev.tripline.format.FormatReader;
import java.time.Instant;
import java.util.function.Consumer;

/** Turns one record of a source into its arrivals. Every record gives at least one. */
final class ArrivalReader {

    /** Containers, and the logs that Tripline reads, are younger. */
    private static final Timestamp EARLIEST = Timestamp.of(Instant.parse("2000-01-01T00:00:00Z"));

    private final IntakeSettings settings;
    private final FormatReader format;

    ArrivalReader(IntakeSettings settings) {
        this.settings = settings;
        this.format =
                new FormatReader(
                        settings.format(),
                        settings.fields(),
                        settings.cluster(),
                        settings.redactor(),
                        settings.maxDepth(),
                        this::problem);
    }

    void read(byte[] record, Coordinates coordinates, Consumer<Arrival> out) {
        if (record.length > settings.maxRecordBytes()) {
            out.accept(Arrival.of(tooLarge(record, record.length, coordinates)));
            return;
        }
        Arrivals arrivals = new Arrivals(out);
        format.read(record, coordinates, arrivals);
        if (arrivals.count == 0) {
            out.accept(Arrival.of(noEvents(record, coordinates)));
        }
    }

    /** Hands on what came out of a record, and counts it. */
    private static final class Arrivals implements FormatReader.Receiver {

        private final Consumer<Arrival> out;
        private int count;

        Arrivals(Consumer<Arrival> out) {
            this.out = out;
        }

        @Override
        public void event(Event event) {
            count++;
            out.accept(Arrival.of(event));
        }

        @Override
        public void deadLetter(DeadLetter deadLetter) {
            count++;
            out.accept(Arrival.of(deadLetter));
        }
    }

    /** So that every record that was read is accounted for. */
    private DeadLetter noEvents(byte[] record, Coordinates coordinates) {
        return new DeadLetter(
                Reason.NO_EVENTS,
                "the record is an envelope that holds no events",
                coordinates,
                settings.format().name(),
                record,
                false);
    }

    /**
     * @param kept as much of the record as was read
     * @param length of the whole record in bytes
     */
    DeadLetter tooLarge(byte[] kept, long length, Coordinates coordinates) {
        return new DeadLetter(
                Reason.TOO_LARGE,
                "the record has "
                        + length
                        + " bytes, more than max-record-bytes "
                        + settings.maxRecordBytes(),
                coordinates,
                settings.format().name(),
                kept,
                kept.length < length);
    }

    /**
     * A forged time far ahead would make everything after it late, so it must not get near the
     * clock.
     */
    private String problem(Timestamp time) {
        if (settings.maxFuture() == null) {
            return null;
        }
        if (time.compareTo(EARLIEST) < 0) {
            return "the event time " + time + " is before " + EARLIEST;
        }
        Timestamp latest = Timestamp.of(Instant.now().plus(settings.maxFuture()));
        return time.compareTo(latest) > 0
                ? "the event time " + time + " is more than " + settings.maxFuture() + " ahead"
                : null;
    }
}
