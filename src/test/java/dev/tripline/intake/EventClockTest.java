// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the clocks of all sources have in common; {@link SourceClockTest} has those of Kafka. */
class EventClockTest {

    private static Arrival event(long millis) {
        return Arrival.of(
                new Event(
                        Intake.FIELDS,
                        new Object[Intake.FIELDS.size()],
                        new Timestamp(millis, 999_999),
                        Identity.of("id", ""),
                        Coordinates.ofRecord("source", "topic", 0, 0)),
                millis);
    }

    private static List<WatermarkStrategy<Arrival>> clocks() {
        Lateness lateness =
                new Lateness(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO);
        return List.of(EventClock.atTheEnd(), EventClock.behind(lateness));
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void anEventHasItsOwnTimeNotThatOfItsRecord(WatermarkStrategy<Arrival> clock) {
        TimestampAssigner<Arrival> assigner = clock.createTimestampAssigner(() -> null);

        assertThat(assigner.extractTimestamp(event(-5), 7)).isEqualTo(-5);
    }

    @Test
    void filesHaveNoWatermarkBeforeTheirEnd() {
        WatermarkGenerator<Arrival> clock = EventClock.atTheEnd().createWatermarkGenerator(null);
        List<Watermark> watermarks = new ArrayList<>();
        Watermarks output = new Watermarks(watermarks);

        clock.onEvent(event(10_000), 10_000, output);
        clock.onPeriodicEmit(output);

        assertThat(watermarks).isEmpty();
    }

    private record Watermarks(List<Watermark> emitted) implements WatermarkOutput {

        @Override
        public void emitWatermark(Watermark watermark) {
            emitted.add(watermark);
        }

        @Override
        public void markIdle() {
            throw new AssertionError("a file that is being read is not idle");
        }

        @Override
        public void markActive() {}
    }
}
