// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.time.Instant;

/** Times as RFC 3339 says. */
public final class Stamp {

    /** The days of a life and some before it: nothing is asked for as often. */
    private static final int FIRST = -60;

    private static final String[] DATES = new String[400];

    static {
        for (int i = 0; i < DATES.length; i++) {
            long day = Almanac.START + (FIRST + i) * Almanac.DAY;
            DATES[i] = Instant.ofEpochMilli(day).toString().substring(0, 10);
        }
    }

    private Stamp() {}

    public static String seconds(long millis) {
        StringBuilder out = new StringBuilder();
        append(out, millis, 0, 0);
        return out.toString();
    }

    /**
     * @param digits of the fraction: 0, 3, 6 or 9
     * @param micros beyond the milliseconds
     */
    static void append(StringBuilder out, long millis, int digits, int micros) {
        out.append(date(millis)).append('T');
        long ofDay = Math.floorMod(millis, Almanac.DAY);
        two(out, ofDay / Almanac.HOUR).append(':');
        two(out, ofDay / Almanac.MINUTE % 60).append(':');
        two(out, ofDay / Almanac.SECOND % 60);
        if (digits > 0) {
            out.append('.');
            three(out, ofDay % 1000);
        }
        if (digits > 3) {
            three(out, micros);
        }
        if (digits > 6) {
            three(out, micros * 7 % 1000);
        }
        out.append('Z');
    }

    private static String date(long millis) {
        return DATES[(int) Math.floorDiv(millis - Almanac.START, Almanac.DAY) - FIRST];
    }

    private static StringBuilder two(StringBuilder out, long number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void three(StringBuilder out, long number) {
        out.append((char) ('0' + number / 100));
        two(out, number % 100);
    }
}
