// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The clock of one partition: the newest event's time, less the delay that events may have.
 *
 * <p>A partition that has gone quiet goes by the newest event of its source, from which on time
 * passes as on the wall. It neither holds the others up, nor is an event late that it sends within
 * its delay: silence is not taken for absence, as Flink's idleness would. While a whole source has
 * sent nothing yet, it is waited for as long as an event may take, and then taken to be up to date.
 */
final class PartitionClock implements WatermarkGenerator<Arrival> {

    private final long delayMillis;
    private final long quietNanos;
    private final long patienceNanos;
    private final SourceTime source;
    private final RelativeClock activity;
    private final LongSupplier wallClock;

    private long newest = SourceTime.NONE;
    private long activeAt;
    private long sourceNewest = SourceTime.NONE;
    private long sourceNewestAt;

    /**
     * @param activity stands still while the job itself holds the source up, which is not silence
     * @param wallClock milliseconds since the epoch
     */
    PartitionClock(
            Lateness lateness, SourceTime source, RelativeClock activity, LongSupplier wallClock) {
        this.delayMillis = lateness.delay().toMillis();
        this.quietNanos = lateness.quietAfter().toNanos();
        this.patienceNanos = Math.max(lateness.delay().toNanos(), quietNanos);
        this.source = source;
        this.activity = activity;
        this.wallClock = wallClock;
        this.activeAt = activity.relativeTimeNanos();
    }

    @Override
    public void onEvent(Arrival arrival, long timestamp, WatermarkOutput output) {
        if (arrival.isEvent()) {
            activeAt = activity.relativeTimeNanos();
            newest = Math.max(newest, timestamp);
            source.advanceTo(timestamp);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = activity.relativeTimeNanos();
        if (source.newest() != sourceNewest) {
            sourceNewest = source.newest();
            sourceNewestAt = now;
        }
        long time = now - activeAt < quietNanos ? newest : timeInSilence(now);
        if (time != SourceTime.NONE) {
            // One less, because an event of exactly this time may still come.
            output.emitWatermark(new Watermark(time - delayMillis - 1));
        }
    }

    private long timeInSilence(long now) {
        if (sourceNewest != SourceTime.NONE) {
            return sourceNewest + TimeUnit.NANOSECONDS.toMillis(now - sourceNewestAt);
        }
        return now - activeAt < patienceNanos ? SourceTime.NONE : wallClock.getAsLong();
    }
}
