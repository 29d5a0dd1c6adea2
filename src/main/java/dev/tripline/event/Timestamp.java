// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A point in time as the event states it: Flink's milliseconds plus the rest that Flink cannot
 * carry.
 *
 * @param millis milliseconds since the epoch, negative before 1970
 * @param nanos nanoseconds within that millisecond, 0 to 999,999
 */
public record Timestamp(long millis, int nanos) implements Comparable<Timestamp>, Serializable {

    private static final int NANOS_PER_MILLI = 1_000_000;

    public static Timestamp ofMillis(long millis) {
        return new Timestamp(millis, 0);
    }

    /**
     * @throws ArithmeticException if the milliseconds of {@code instant} do not fit a long
     */
    public static Timestamp of(Instant instant) {
        return new Timestamp(instant.toEpochMilli(), instant.getNano() % NANOS_PER_MILLI);
    }

    /** Whether this is at most {@code span} after {@code start}; both ends belong to the span. */
    public boolean isWithin(Duration span, Timestamp start) {
        long limit = span.toMillis();
        long elapsed = millis - start.millis;
        int elapsedNanos = nanos - start.nanos;
        if (elapsedNanos < 0) {
            elapsed--;
            elapsedNanos += NANOS_PER_MILLI;
        }
        return elapsed < limit
                || (elapsed == limit && elapsedNanos <= span.getNano() % NANOS_PER_MILLI);
    }

    @Override
    public int compareTo(Timestamp other) {
        int byMillis = Long.compare(millis, other.millis);
        return byMillis != 0 ? byMillis : Integer.compare(nanos, other.nanos);
    }

    public Instant toInstant() {
        return Instant.ofEpochMilli(millis).plusNanos(nanos);
    }

    /** ISO-8601 in UTC, for example {@code 2026-03-01T10:00:00.123456Z}. */
    @Override
    public String toString() {
        return toInstant().toString();
    }
}
