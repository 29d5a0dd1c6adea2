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
 * The clock of one partition: the time of the slowest kind of event in it, less the delay that
 * events may have.
 *
 * <p>A partition that has gone quiet goes by its source. When the whole source has gone quiet, time
 * passes as on the wall, less the silence that it takes to be called quiet. So nobody is held up,
 * and an event that comes within its delay is still in time: silence is not taken for absence, as
 * Flink's idleness would.
 *
 * <p>A source that has sent nothing yet is waited for, because what it then sends may be old: a
 * replay begins late, or an outage is over. After a while it is taken to be up to date; so is a
 * replay that has come to a stop.
 *
 * <p>Whoever may write to a partition may write any time into it, so an event moves the clock to
 * its ingest time at most, and in a live source old events do not hold it up: see {@link
 * SourceTime}.
 */
final class PartitionClock implements WatermarkGenerator<Arrival> {

    /** How long a source may take to begin. */
    private static final Duration TIME_TO_BEGIN = Duration.ofMinutes(5);

    private final long delayMillis;
    private final long maxLagMillis;
    private final long quietNanos;
    private final long patienceNanos;
    private final KindTimes kinds;
    private final SourceTime source;
    private final RelativeClock activity;
    private final LongSupplier wallClock;

    private boolean live;
    private long movedAt;
    private long sourceTime = KindTimes.NONE;
    private long sourceMovedAt;

    /**
     * @param activity stands still while the job itself holds the source up, which is not silence
     * @param wallClock milliseconds since the epoch
     */
    PartitionClock(
            Lateness lateness, SourceTime source, RelativeClock activity, LongSupplier wallClock) {
        this.delayMillis = lateness.delay().toMillis();
        this.maxLagMillis = lateness.maxLag().toMillis();
        this.quietNanos = lateness.quietAfter().toNanos();
        this.patienceNanos = Math.max(lateness.delay().toNanos(), TIME_TO_BEGIN.toNanos());
        this.kinds = new KindTimes(lateness);
        this.source = source;
        this.activity = activity;
        this.wallClock = wallClock;
        this.movedAt = activity.relativeTimeNanos();
        this.sourceMovedAt = movedAt;
    }

    @Override
    public void onEvent(Arrival arrival, long timestamp, WatermarkOutput output) {
        if (!arrival.isEvent() || arrival.skewed()) {
            return;
        }
        long time = Math.min(timestamp, arrival.ingested());
        if (arrival.ingested() - time <= maxLagMillis) {
            source.becomeLive();
            forgetReplay();
        } else if (source.isLive()) {
            return;
        }
        // An event that is not new is no sign of life: anybody can repeat an old one for ever.
        if (kinds.add(arrival.event().kind(), time, arrival.ingested())) {
            movedAt = activity.relativeTimeNanos();
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        forgetReplay();
        source.learn(kinds, live);
        long now = activity.relativeTimeNanos();
        long newSourceTime = source.now();
        if (newSourceTime != sourceTime) {
            sourceTime = newSourceTime;
            sourceMovedAt = now;
        }
        long time = now - movedAt < quietNanos ? ownTime() : timeInSilence(now);
        if (time != KindTimes.NONE) {
            // One less, because an event of exactly this time may still come.
            output.emitWatermark(new Watermark(time - delayMillis - 1));
        }
    }

    /** What an old event has said counts until the source has a live one. */
    private void forgetReplay() {
        if (!live && source.isLive()) {
            live = true;
            kinds.clear();
        }
    }

    private long ownTime() {
        return kinds.areKnown() ? kinds.slowest() : KindTimes.NONE;
    }

    private long timeInSilence(long now) {
        long silence = now - sourceMovedAt;
        if (silence >= patienceNanos && (!live || sourceTime == KindTimes.NONE)) {
            return wallClock.getAsLong();
        }
        return sourceTime == KindTimes.NONE
                ? KindTimes.NONE
                : sourceTime + TimeUnit.NANOSECONDS.toMillis(Math.max(0, silence - quietNanos));
    }
}
