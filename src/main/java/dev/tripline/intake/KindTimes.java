// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.util.Arrays;

/**
 * The newest time of each kind of event, and when it came in. Kinds travel on different ways: the
 * audit records of a topic may be minutes behind its process events.
 *
 * <p>All silences are measured in the ingest times of the events themselves, so a backlog that is
 * read in seconds gives the same times as it did when it was written.
 */
final class KindTimes {

    static final long NONE = Long.MIN_VALUE;

    private final long quietMillis;
    private final long maxLagMillis;

    private long[] times = {};
    private long[] ingested = {};
    private long firstIngested = NONE;
    private long newestIngested = NONE;

    KindTimes(Lateness lateness) {
        this.quietMillis = lateness.quietAfter().toMillis();
        this.maxLagMillis = lateness.maxLag().toMillis();
    }

    /**
     * @return whether the event is the newest of its kind
     */
    boolean add(int kind, long time, long ingestTime) {
        if (kind >= times.length) {
            grow(kind + 1);
        }
        if (newestIngested == NONE) {
            firstIngested = ingestTime;
        }
        newestIngested = Math.max(newestIngested, ingestTime);
        boolean isNewest = time > times[kind];
        if (isNewest || (time == times[kind] && ingestTime < ingested[kind])) {
            times[kind] = time;
            ingested[kind] = ingestTime;
        }
        return isNewest;
    }

    private void grow(int size) {
        int known = times.length;
        times = Arrays.copyOf(times, size);
        ingested = Arrays.copyOf(ingested, size);
        Arrays.fill(times, known, size, NONE);
        Arrays.fill(ingested, known, size, NONE);
    }

    void addAll(KindTimes others) {
        for (int kind = 0; kind < others.times.length; kind++) {
            if (others.times[kind] != NONE) {
                add(kind, others.times[kind], others.ingested[kind]);
            }
        }
        newestIngested = Math.max(newestIngested, others.newestIngested);
    }

    void clear() {
        Arrays.fill(times, NONE);
        Arrays.fill(ingested, NONE);
        firstIngested = NONE;
        newestIngested = NONE;
    }

    /** Whether every kind that is not quiet has had the time to show itself. */
    boolean areKnown() {
        return newestIngested != NONE && newestIngested - firstIngested >= quietMillis;
    }

    /**
     * The time of the kind that is farthest behind, or {@link #NONE}. A kind that has gone quiet is
     * taken to stay as far behind as it was, and after a while not to come back. One that is
     * farther behind than any live kind may be is being replayed, and then quiet means done.
     */
    long slowest() {
        long slowest = NONE;
        for (int kind = 0; kind < times.length; kind++) {
            long time = timeOf(kind);
            if (time != NONE && (slowest == NONE || time < slowest)) {
                slowest = time;
            }
        }
        return slowest;
    }

    /** The newest time of any kind, or {@link #NONE}. */
    long newest() {
        long newest = NONE;
        for (long time : times) {
            newest = Math.max(newest, time);
        }
        return newest;
    }

    private long timeOf(int kind) {
        if (times[kind] == NONE) {
            return NONE;
        }
        long silence = newestIngested - ingested[kind] - quietMillis;
        if (silence <= 0) {
            return times[kind];
        }
        boolean live = ingested[kind] - times[kind] <= maxLagMillis;
        return live && silence <= maxLagMillis ? times[kind] + silence : NONE;
    }
}
