// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/** Feeds a generator of watermarks and notes what it says. */
record WhatAClockSays(WatermarkGenerator<Arrival> clock, List<String> words)
        implements WatermarkOutput {

    private static final Coordinates PLACE = Coordinates.ofRecord("source", "topic", 0, 0);

    WhatAClockSays(WatermarkGenerator<Arrival> clock) {
        this(clock, new ArrayList<>());
    }

    /**
     * @param millis the event's own time
     * @param ingested when it came in
     */
    void receive(int kind, long millis, long ingested) {
        clock.onEvent(new Arrival(event(kind, millis), null, ingested, false), millis, this);
    }

    void receiveSkewed(long ingested) {
        clock.onEvent(Arrival.ofSkewed(event(0, ingested), ingested), ingested, this);
    }

    void receiveDeadLetter(long recordMillis) {
        DeadLetter letter =
                new DeadLetter(
                        DeadLetter.Reason.MALFORMED, "broken", PLACE, "auto", new byte[0], false);
        clock.onEvent(Arrival.of(letter), recordMillis, this);
    }

    private static Event event(int kind, long millis) {
        return new Event(
                FieldSet.of(),
                new Object[0],
                Timestamp.ofMillis(millis),
                Identity.of("id", "id"),
                PLACE,
                kind);
    }

    /** All that the clock has said so far. */
    List<String> afterEmit() {
        clock.onPeriodicEmit(this);
        return words;
    }

    /** The latest time that the clock has given, which is what Flink goes by; 0 if none. */
    long time() {
        return afterEmit().stream().mapToLong(Long::parseLong).max().orElse(0);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        words.add(Long.toString(watermark.getTimestamp()));
    }

    @Override
    public void markIdle() {
        words.add("idle");
    }

    @Override
    public void markActive() {
        words.add("active");
    }
}
