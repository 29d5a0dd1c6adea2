// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.intake.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class PartitionClockTest {

    private final ManualClock time = new ManualClock();
    private final List<String> said = new ArrayList<>();
    private final PartitionClock clock = new PartitionClock(WatermarkStrategy.noWatermarks());
    private final WatermarkGenerator<Arrival> reader =
            clock.createWatermarkGenerator(new Context(time));

    @Test
    void aReaderWithoutPartitionsStaysOutOfTheClock() {
        time.advanceTime(PartitionClock.TIME_TO_ASSIGN);
        reader.onPeriodicEmit(new Said(said));

        assertThat(said).containsExactly("idle");
    }

    @Test
    void aReaderIsGivenTimeToReceiveItsPartitions() {
        time.advanceTime(PartitionClock.TIME_TO_ASSIGN.minusNanos(1));
        reader.onPeriodicEmit(new Said(said));

        assertThat(said).isEmpty();
    }

    @Test
    void aSilentPartitionCounts() {
        clock.createWatermarkGenerator(new Context(time));
        time.advanceTime(PartitionClock.TIME_TO_ASSIGN);
        reader.onPeriodicEmit(new Said(said));

        assertThat(said).isEmpty();
    }

    @Test
    void aReaderIsBackAsSoonAsItReceivesAPartition() {
        time.advanceTime(PartitionClock.TIME_TO_ASSIGN);
        reader.onPeriodicEmit(new Said(said));

        clock.createWatermarkGenerator(new Context(time));
        reader.onPeriodicEmit(new Said(said));

        assertThat(said).containsExactly("idle", "active");
    }

    private record Said(List<String> words) implements WatermarkOutput {

        @Override
        public void emitWatermark(Watermark watermark) {
            words.add(watermark.toString());
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

    private record Context(RelativeClock clock) implements WatermarkGeneratorSupplier.Context {

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return clock;
        }
    }
}
