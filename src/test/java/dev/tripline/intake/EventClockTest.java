// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Test;

class EventClockTest {

    private static final Coordinates PLACE = Coordinates.ofLine("test", "file", 1);

    private static Arrival event(long millis) {
        return Arrival.of(
                new Event(
                        Intake.FIELDS,
                        new Object[Intake.FIELDS.size()],
                        new Timestamp(millis, 999_999),
                        Identity.of("id", ""),
                        PLACE));
    }

    private static Arrival deadLetter() {
        return Arrival.of(
                new DeadLetter(DeadLetter.Reason.MALFORMED, "", PLACE, "auto", new byte[0], false));
    }

    /** A partition with a clock, and the watermarks it has emitted. */
    private static final class Partition implements WatermarkOutput {

        private final TimestampAssigner<Arrival> assigner;
        private final WatermarkGenerator<Arrival> generator;
        private final List<Long> watermarks = new ArrayList<>();

        Partition(WatermarkStrategy<Arrival> strategy) {
            assigner = strategy.createTimestampAssigner(() -> null);
            generator = strategy.createWatermarkGenerator(null);
        }

        List<Long> after(Arrival... arrivals) {
            for (Arrival arrival : arrivals) {
                // A record's own timestamp, as Kafka has one, far ahead of all events.
                long timestamp = assigner.extractTimestamp(arrival, 1_000_000);
                generator.onEvent(arrival, timestamp, this);
            }
            watermarks.clear();
            generator.onPeriodicEmit(this);
            return watermarks;
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            throw new AssertionError("a silent source may merely be late");
        }

        @Override
        public void markActive() {}
    }

    private final Partition partition = new Partition(EventClock.behindBy(Duration.ofMillis(500)));

    @Test
    void theWatermarkStaysBehindTheNewestEvent() {
        assertThat(partition.after(event(10_000))).containsExactly(9_499L);
        assertThat(partition.after(event(12_000), event(11_000))).containsExactly(11_499L);
        assertThat(partition.after(event(1))).containsExactly(11_499L);
    }

    @Test
    void withoutEventsThereIsNoWatermark() {
        assertThat(partition.after()).isEmpty();
    }

    @Test
    void deadLettersDoNotMoveTheClock() {
        assertThat(partition.after(deadLetter())).isEmpty();
        assertThat(partition.after(event(10_000), deadLetter())).containsExactly(9_499L);
    }

    @Test
    void filesHaveNoWatermarkBeforeTheirEnd() {
        assertThat(new Partition(EventClock.atTheEnd()).after(event(10_000))).isEmpty();
    }

    @Test
    void anEventHasItsOwnTimeNotThatOfItsRecord() {
        TimestampAssigner<Arrival> assigner =
                EventClock.atTheEnd().createTimestampAssigner(() -> null);

        assertThat(assigner.extractTimestamp(event(-5), 7)).isEqualTo(-5);
    }
}
