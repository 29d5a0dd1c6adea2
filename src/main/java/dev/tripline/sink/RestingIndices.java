// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alerts that their index did not take, though the server has answered. An index rests as a whole,
 * so that what comes in few by few during a long outage goes out again in few bulks, and not each
 * alone. For one thread; times are milliseconds of any clock that does not go back.
 */
final class RestingIndices {

    private final Backoff backoff;
    private final Map<String, Resting> indices = new TreeMap<>();

    private static final class Resting {
        private final List<BulkItem> refused = new ArrayList<>();
        private int failures;
        private long until = Long.MIN_VALUE;
    }

    RestingIndices(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Keeps an alert until its index has rested, longer each time.
     *
     * @return whether the rest begins with this one
     */
    boolean refused(BulkItem item, long now) {
        Resting index = indices.computeIfAbsent(item.index(), name -> new Resting());
        index.refused.add(item);
        if (now < index.until) {
            return false;
        }
        index.failures++;
        index.until = now + backoff.millisAfter(index.failures);
        return true;
    }

    /** Says that an index takes alerts: the others may hope, and wait no longer than at first. */
    void taken(String name, long now) {
        Resting index = indices.get(name);
        if (index != null) {
            index.failures = 0;
            index.until = Math.min(index.until, now + backoff.millisAfter(1));
        }
    }

    /** The alerts of all indices that have rested. They are no longer kept here. */
    List<BulkItem> rested(long now) {
        List<BulkItem> rested = new ArrayList<>();
        for (Resting index : indices.values()) {
            if (now >= index.until) {
                rested.addAll(index.refused);
                index.refused.clear();
            }
        }
        return rested;
    }

    /** How long an index rests from now on, in milliseconds. */
    long pause(String name, long now) {
        return indices.get(name).until - now;
    }
}
