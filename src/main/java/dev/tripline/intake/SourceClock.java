// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Gives each partition of an endless source a {@link PartitionClock}, and keeps readers that have
 * no partition out of it: with more readers than partitions there are such, and they would hold the
 * job's time for ever.
 */
final class SourceClock implements WatermarkStrategy<Arrival> {

    private static final long serialVersionUID = 1L;

    /** Partitions are assigned within moments of the start. */
    private static final long ASSIGNMENT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Lateness lateness;

    /**
     * Made when the job is built, so that all its readers share it and those of other jobs do not.
     */
    private final String source = UUID.randomUUID().toString();

    private transient Reader reader;

    SourceClock(Lateness lateness) {
        this.lateness = lateness;
    }

    @Override
    public TimestampAssigner<Arrival> createTimestampAssigner(
            TimestampAssignerSupplier.Context context) {
        return EventClock::timeOf;
    }

    /** Flink asks once for the reader as a whole, then for each of its partitions. */
    @Override
    public WatermarkGenerator<Arrival> createWatermarkGenerator(
            WatermarkGeneratorSupplier.Context context) {
        if (reader == null) {
            reader = new Reader(context.getInputActivityClock());
            return reader;
        }
        reader.receivePartition();
        return new PartitionClock(
                lateness,
                SourceTime.of(source, lateness),
                context.getInputActivityClock(),
                System::currentTimeMillis);
    }

    /** Emits no watermarks of its own: Flink would take the later of them and the partitions'. */
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
            if (!hasPartitions && clock.relativeTimeNanos() - start >= ASSIGNMENT_NANOS) {
                output.markIdle();
            }
        }
    }
}
