// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads the spellings of time that security events use: RFC 3339 with any number of fraction digits
 * (kept to the nanosecond), with a {@code T} or a space, with {@code Z}, an offset or nothing (then
 * UTC); and epoch milliseconds as a number. Written by hand because every event has at least one
 * and {@code java.time} costs more than the rest of the record.
 */
public final class TimestampParser {

    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final String text;
    private int position;

    private TimestampParser(String text) {
        this.text = text;
    }

    /**
     * @param value a field's value, of any type
     * @return {@code null} if the value is no timestamp
     */
    public static Timestamp parse(Object value) {
        if (value instanceof String string) {
            return parse(string);
        }
        if (value instanceof Double millis && Math.abs(millis) < Long.MAX_VALUE) {
            double whole = Math.floor(millis);
            int nanos = (int) ((millis - whole) * NANOS_PER_MILLI);
            return new Timestamp((long) whole, Math.min(nanos, NANOS_PER_MILLI - 1));
        }
        return value instanceof Long millis ? Timestamp.ofMillis(millis) : null;
    }

    /**
     * @return {@code null} if {@code text} is no timestamp
     */
    public static Timestamp parse(String text) {
        try {
            return new TimestampParser(text.strip()).timestamp();
        } catch (NotATimestamp | DateTimeException e) {
            return null;
        }
    }

    private Timestamp timestamp() throws NotATimestamp {
        if (text.length() == 10) {
            return new Timestamp(date() * SECONDS_PER_DAY * 1000, 0);
        }
        long day = date();
        if (!accept('T') && !accept('t')) {
            expect(' ');
        }
        long seconds = day * SECONDS_PER_DAY + digits(2, 23) * 3600L;
        expect(':');
        seconds += digits(2, 59) * 60L;
        if (accept(':')) {
            // 60 is a leap second: it is the first instant of the next minute.
            seconds += digits(2, 60);
        }
        int nanos = accept('.') || accept(',') ? fraction() : 0;
        seconds -= offsetSeconds();
        if (position != text.length()) {
            throw new NotATimestamp();
        }
        return new Timestamp(seconds * 1000 + nanos / NANOS_PER_MILLI, nanos % NANOS_PER_MILLI);
    }

    private long date() throws NotATimestamp {
        int year = digits(4, 9999);
        expect('-');
        int month = digits(2, 12);
        expect('-');
        return LocalDate.of(year, month, digits(2, 31)).toEpochDay();
    }

    private int fraction() throws NotATimestamp {
        int start = position;
        int nanos = 0;
        while (position < text.length() && isDigit(text.charAt(position))) {
            if (position - start < NANO_DIGITS) {
                nanos = nanos * 10 + (text.charAt(position) - '0');
            }
            position++;
        }
        if (position == start) {
            throw new NotATimestamp();
        }
        for (int digit = position - start; digit < NANO_DIGITS; digit++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int offsetSeconds() throws NotATimestamp {
        if (position == text.length() || accept('Z') || accept('z')) {
            return 0;
        }
        int sign = accept('-') ? -1 : 1;
        if (sign == 1) {
            expect('+');
        }
        int hours = digits(2, 18);
        boolean minutesFollow = accept(':') || position < text.length();
        int minutes = minutesFollow ? digits(2, 59) : 0;
        return sign * (hours * 3600 + minutes * 60);
    }

    private int digits(int count, int maximum) throws NotATimestamp {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (position >= text.length() || !isDigit(text.charAt(position))) {
                throw new NotATimestamp();
            }
            value = value * 10 + (text.charAt(position++) - '0');
        }
        if (value > maximum) {
            throw new NotATimestamp();
        }
        return value;
    }

    private boolean accept(char wanted) {
        boolean there = position < text.length() && text.charAt(position) == wanted;
        if (there) {
            position++;
        }
        return there;
    }

    private void expect(char wanted) throws NotATimestamp {
        if (!accept(wanted)) {
            throw new NotATimestamp();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Leaves the parser at the first wrong character; carries no stack trace because nobody reads
     * it.
     */
    private static final class NotATimestamp extends Exception {
        private static final long serialVersionUID = 1L;

        NotATimestamp() {
            super(null, null, false, false);
        }
    }
}
