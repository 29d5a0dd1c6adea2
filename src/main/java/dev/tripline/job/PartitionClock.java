// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.intake.Arrival;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Gives each partition a clock of its own, and keeps readers without any partition out of it. There
 * are such readers when the parallelism is higher than the number of partitions; they would hold
 * the time of the job for ever, and no sequence would ever end. A partition that is merely silent
 * still counts, since what it sends next must not be late.
 */
final class PartitionClock implements WatermarkStrategy<Arrival> {

    private static final long serialVersionUID = 1L;

    /** Partitions are assigned within moments of the start; nothing may be lost before that. */
    static final Duration TIME_TO_ASSIGN = Duration.ofSeconds(5);

    private final WatermarkStrategy<Arrival> partitions;
    private transient Reader reader;

    PartitionClock(WatermarkStrategy<Arrival> partitions) {
        this.partitions = partitions;
    }

    @Override
    public TimestampAssigner<Arrival> createTimestampAssigner(
            TimestampAssignerSupplier.Context context) {
        return partitions.createTimestampAssigner(context);
    }

    /** Flink asks once for the reader as a whole, and then for each of its partitions. */
    @Override
    public WatermarkGenerator<Arrival> createWatermarkGenerator(
            WatermarkGeneratorSupplier.Context context) {
        if (reader == null) {
            reader = new Reader(context.getInputActivityClock());
            return reader;
        }
        reader.receivePartition();
        return partitions.createWatermarkGenerator(context);
    }

    /** Never emits a watermark: the partitions do. */
    private static final class Reader implements WatermarkGenerator<Arrival> {

        private final RelativeClock clock;
        private final long start;
        private boolean hasPartitions;
        private WatermarkOutput output;

        Reader(RelativeClock clock) {
            this.clock = clock;
            this.start = clock.relativeTimeNanos();
        }

        void receivePartition() {
            hasPartitions = true;
            if (output != null) {
                output.markActive();
            }
        }

        @Override
        public void onEvent(Arrival arrival, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            this.output = output;
            if (!hasPartitions && clock.relativeTimeNanos() - start >= TIME_TO_ASSIGN.toNanos()) {
                output.markIdle();
            }
        }
    }
}
