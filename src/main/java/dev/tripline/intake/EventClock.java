// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How the clock of a source runs. It is moved by events alone: a dead letter says nothing about
 * time.
 */
public final class EventClock {

    private EventClock() {}

    /**
     * For endless sources. Each partition has a clock of its own.
     *
     * @param lateness how late events may come
     */
    public static WatermarkStrategy<Arrival> behind(Lateness lateness) {
        return new SourceClock(lateness);
    }

    /**
     * For files, which may hold their lines in any order: time passes when all of them have been
     * read.
     */
    public static WatermarkStrategy<Arrival> atTheEnd() {
        return WatermarkStrategy.<Arrival>noWatermarks().withTimestampAssigner(EventClock::timeOf);
    }

    static long timeOf(Arrival arrival, long recordTimestamp) {
        return arrival.isEvent() ? arrival.event().time().millis() : recordTimestamp;
    }
}
