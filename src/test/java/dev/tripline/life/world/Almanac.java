// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.time.Duration;
import java.time.Instant;

/** The days of a life: the first one is a Monday. Times are milliseconds since 1970. */
public record Almanac(int days) {

    public static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    public static final long SECOND = 1_000;
    public static final long MINUTE = 60 * SECOND;
    public static final long HOUR = 60 * MINUTE;
    public static final long DAY = Duration.ofDays(1).toMillis();

    private static final int OPENS = 8;
    private static final int CLOSES = 18;

    public long end() {
        return START + days * DAY;
    }

    /**
     * @param day from 1
     */
    public static long at(int day, int hour, int minute) {
        return START + (day - 1) * DAY + hour * HOUR + minute * MINUTE;
    }

    /** From 1 on. */
    public static int day(long time) {
        return (int) ((time - START) / DAY) + 1;
    }

    public static boolean isOfficeTime(long time) {
        long hour = (time - START) % DAY / HOUR;
        return isWorkday(time) && hour >= OPENS && hour < CLOSES;
    }

    public static boolean isWorkday(long time) {
        return (day(time) - 1) % 7 < 5;
    }
}
