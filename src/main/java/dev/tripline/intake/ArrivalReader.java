// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import dev.tripline.event.Timestamp;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.FormatReader;
import dev.tripline.format.FormatReader.TimeCheck;
import dev.tripline.format.ReadLimits;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Turns one record of a source into its arrivals. Every record gives at least one. */
final class ArrivalReader {

    private final IntakeSettings settings;
    private final LongSupplier wallClock;
    private final FormatReader format;
    private final int skewedSlot;

    /** Of the record that is being read. */
    private long ingested;

    ArrivalReader(IntakeSettings settings) {
        this(settings, System::currentTimeMillis);
    }

    /**
     * @param wallClock milliseconds since the epoch
     */
    ArrivalReader(IntakeSettings settings, LongSupplier wallClock) {
        this.settings = settings;
        this.wallClock = wallClock;
        this.skewedSlot = settings.fields().slot(DerivedFields.TIME_SKEWED);
        this.format =
                new FormatReader(
                        settings.format(),
                        settings.fields(),
                        settings.context(),
                        ReadLimits.of(settings.maxDepth(), settings.maxRecordBytes()),
                        this::problem);
    }

    void read(byte[] record, Coordinates coordinates, Consumer<Arrival> out) {
        read(record, coordinates, Map.of(), out);
    }

    /**
     * @param envelope as in the dead letter that the record was
     */
    void read(
            byte[] record,
            Coordinates coordinates,
            Map<String, String> envelope,
            Consumer<Arrival> out) {
        if (record.length > settings.maxRecordBytes()) {
            DeadLetter letter = tooLarge(record, record.length, coordinates);
            out.accept(Arrival.of(letter.within(envelope)));
            return;
        }
        ingested = ingestTime(coordinates.recordTime());
        Arrivals arrivals = new Arrivals(out);
        format.read(record, coordinates, envelope, arrivals);
        if (arrivals.count == 0) {
            out.accept(Arrival.of(noEvents(record, coordinates).within(envelope)));
        }
    }

    /** Hands on what came out of a record, and counts it. */
    private final class Arrivals implements FormatReader.Receiver {

        private final Consumer<Arrival> out;
        private int count;

        Arrivals(Consumer<Arrival> out) {
            this.out = out;
        }

        @Override
        public void event(Event event) {
            count++;
            out.accept(arrival(event));
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
     * When a record came in: what its broker says, unless that is nonsense or in the future. A
     * writer may choose that time, but cannot get ahead of the clock here.
     */
    private long ingestTime(long recordTime) {
        long now = wallClock.getAsLong();
        return recordTime < TimeCheck.EARLIEST.millis() ? now : Math.min(recordTime, now);
    }

    /** The lines of files may stand in any order and move no clock, so they keep their times. */
    private Arrival arrival(Event event) {
        boolean skewed =
                settings.maxFuture() != null
                        && event.coordinates().isKafka()
                        && event.time().millis() - ingested > settings.maxSkew().toMillis();
        return skewed
                ? Arrival.ofSkewed(
                        event.at(Timestamp.ofMillis(ingested), skewedSlot, true), ingested)
                : Arrival.of(event, ingested);
    }

    /**
     * What is wrong with a time that no honest sensor gives, or {@code null}: nobody would believe
     * an alert about it.
     */
    private String problem(Timestamp time) {
        if (settings.maxFuture() == null) {
            return null;
        }
        String tooEarly = TimeCheck.NOT_TOO_EARLY.problem(time);
        if (tooEarly != null) {
            return tooEarly;
        }
        return time.millis() - ingested > settings.maxFuture().toMillis()
                ? "the event time "
                        + time
                        + " is more than "
                        + settings.maxFuture()
                        + " ahead of its arrival at "
                        + Instant.ofEpochMilli(ingested)
                : null;
    }
}
