// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest times that any partition of a source has shown to this process. It is what a partition
 * without news goes by, and Flink has no place for it: clocks of partitions know nothing of each
 * other, and those of other subtasks less. A task that is restarted in the same process finds it
 * again.
 *
 * <p>A source is live once it has shown an event that was not longer on its way than events may be.
 * From then on older ones say nothing about the time.
 */
final class SourceTime {

    private static final Map<String, SourceTime> BY_SOURCE = new ConcurrentHashMap<>();

    private final KindTimes kinds;
    private volatile boolean live;

    private SourceTime(Lateness lateness) {
        this.kinds = new KindTimes(lateness);
    }

    /**
     * @param source different for every source of every submitted job
     */
    static SourceTime of(String source, Lateness lateness) {
        return BY_SOURCE.computeIfAbsent(source, name -> new SourceTime(lateness));
    }

    boolean isLive() {
        return live;
    }

    synchronized void becomeLive() {
        if (!live) {
            live = true;
            kinds.clear();
        }
    }

    /**
     * @param ofLive whether the partition knew the source to be live when it noted its times
     */
    synchronized void learn(KindTimes partition, boolean ofLive) {
        if (ofLive == live) {
            kinds.addAll(partition);
        }
    }

    /**
     * What quiet partitions go by, in milliseconds since the epoch, or {@link KindTimes#NONE}: the
     * slowest kind, or in a replay, where quiet means done, the newest.
     */
    synchronized long now() {
        return live ? kinds.slowest() : kinds.newest();
    }
}
