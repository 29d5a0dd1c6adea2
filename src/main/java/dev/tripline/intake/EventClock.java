// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How a source's clock runs. It is moved by events alone: a dead letter says nothing about time.
 *
 * <p>There is no idleness: a source that is silent may merely be late, and what it then sends must
 * still be in time.
 */
public final class EventClock implements Serializable {

    private static final long serialVersionUID = 1L;

    private EventClock() {}

    /**
     * For endless sources: events arrive at most {@code delay} behind the newest of their
     * partition.
     */
    public static WatermarkStrategy<Arrival> behindBy(Duration delay) {
        long delayMillis = delay.toMillis();
        return WatermarkStrategy.<Arrival>forGenerator(context -> new Bounded(delayMillis))
                .withTimestampAssigner(EventClock::timeOf);
    }

    /**
     * For files, which may hold their lines in any order: time passes when all of them have been
     * read.
     */
    public static WatermarkStrategy<Arrival> atTheEnd() {
        return WatermarkStrategy.<Arrival>noWatermarks().withTimestampAssigner(EventClock::timeOf);
    }

    private static long timeOf(Arrival arrival, long recordTimestamp) {
        return arrival.isEvent() ? arrival.event().time().millis() : recordTimestamp;
    }

    private static final class Bounded implements WatermarkGenerator<Arrival> {

        private final long delayMillis;
        private long newest = Long.MIN_VALUE;

        Bounded(long delayMillis) {
            this.delayMillis = delayMillis;
        }

        @Override
        public void onEvent(Arrival arrival, long timestamp, WatermarkOutput output) {
            if (arrival.isEvent()) {
                newest = Math.max(newest, timestamp);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (newest != Long.MIN_VALUE) {
                // One less, because an event of exactly this time may still come.
                output.emitWatermark(new Watermark(newest - delayMillis - 1));
            }
        }
    }
}
