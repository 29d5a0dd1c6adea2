// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The clock of one partition: the newest event's time, less the delay that events may have.
 *
 * <p>A partition that has gone quiet goes by the newest event of its source. When the whole source
 * has gone quiet, time passes as on the wall, less the silence that it takes to be called quiet. So
 * nobody is held up, and an event that comes within its delay is still in time: silence is not
 * taken for absence, as Flink's idleness would.
 *
 * <p>A source that has sent nothing yet is waited for, because what it then sends may be old: a
 * replay begins late, or an outage is over. After a while it is taken to be up to date.
 */
final class PartitionClock implements WatermarkGenerator<Arrival> {

    /** How long a source may take to begin. */
    private static final Duration TIME_TO_BEGIN = Duration.ofMinutes(5);

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
        this.patienceNanos = Math.max(lateness.delay().toNanos(), TIME_TO_BEGIN.toNanos());
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
            long silence = Math.max(0, now - sourceNewestAt - quietNanos);
            return sourceNewest + TimeUnit.NANOSECONDS.toMillis(silence);
        }
        return now - activeAt < patienceNanos ? SourceTime.NONE : wallClock.getAsLong();
    }
}
