// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The newest event time that any partition of a source has shown to this process. It is what a
 * partition without news goes by, and Flink has no place for it: clocks of partitions know nothing
 * of each other, and those of other subtasks less. A task that is restarted in the same process
 * finds it again.
 */
final class SourceTime {

    static final long NONE = Long.MIN_VALUE;

    private static final Map<String, SourceTime> BY_SOURCE = new ConcurrentHashMap<>();

    private final AtomicLong newest = new AtomicLong(NONE);

    private SourceTime() {}

    /**
     * @param source different for every source of every submitted job
     */
    static SourceTime of(String source) {
        return BY_SOURCE.computeIfAbsent(source, name -> new SourceTime());
    }

    void advanceTo(long millis) {
        newest.accumulateAndGet(millis, Math::max);
    }

    /** Milliseconds since the epoch, or {@link #NONE}. */
    long newest() {
        return newest.get();
    }
}
