// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Alerts that are to be sent, and the bulks that they go in: when they are many enough, large
 * enough or old enough, those that were sent in vain at once. For one thread; times are those of
 * {@link BulkItem#arrival}.
 */
final class BulkQueue {

    private final BulkBounds bounds;

    /** Not sent yet, oldest first. */
    private final Deque<BulkItem> waiting = new ArrayDeque<>();

    /** Bulks that were sent in vain, to be sent as they are. */
    private final Deque<List<BulkItem>> again = new ArrayDeque<>();

    private long waitingBytes;

    /** The bound, or what the server has shown to be too much for it. */
    private long bulkBytes;

    /** Whether one that was sent before goes first, if both kinds are due. */
    private boolean againFirst = true;

    BulkQueue(BulkBounds bounds) {
        this.bounds = bounds;
        this.bulkBytes = bounds.bytes();
    }

    void add(BulkItem item) {
        waiting.add(item);
        waitingBytes += item.bytes();
    }

    /** Adds a bulk that was sent in vain. */
    void addAgain(List<BulkItem> bulk) {
        again.add(bulk);
    }

    /** Adds alerts out of bulks of which others were taken. */
    void addAgainInBulks(Collection<BulkItem> items) {
        Deque<BulkItem> left = new ArrayDeque<>(items);
        while (!left.isEmpty()) {
            again.add(cut(left));
        }
    }

    /**
     * Adds a bulk of several alerts that was too large, and makes all later ones smaller.
     *
     * @return how many bytes they have at most
     */
    long addHalves(List<BulkItem> bulk) {
        bulkBytes = Math.max(1, Math.min(bulkBytes, bytes(bulk) / 2));
        int half = bulk.size() / 2;
        again.add(bulk.subList(0, half));
        again.add(bulk.subList(half, bulk.size()));
        return bulkBytes;
    }

    boolean isDue(long now) {
        return !again.isEmpty() || isWaitingDue(now);
    }

    /** Those that were sent before take turns with others, which they would else hold up. */
    List<BulkItem> next(long now) {
        if (!again.isEmpty() && (againFirst || !isWaitingDue(now))) {
            againFirst = false;
            return again.remove();
        }
        againFirst = true;
        List<BulkItem> bulk = cut(waiting);
        waitingBytes -= bytes(bulk);
        return bulk;
    }

    static long bytes(List<BulkItem> bulk) {
        return bulk.stream().mapToLong(BulkItem::bytes).sum();
    }

    private boolean isWaitingDue(long now) {
        return waiting.size() >= bounds.alerts()
                || waitingBytes >= bulkBytes
                || (!waiting.isEmpty()
                        && now - waiting.element().arrival() >= bounds.age().toMillis());
    }

    /** Takes from the front as much as goes into a bulk; at least one. */
    private List<BulkItem> cut(Deque<BulkItem> items) {
        List<BulkItem> bulk = new ArrayList<>();
        long bytes = 0;
        while (!items.isEmpty()
                && bulk.size() < bounds.alerts()
                && (bulk.isEmpty() || bytes + items.element().bytes() <= bulkBytes)) {
            BulkItem item = items.remove();
            bytes += item.bytes();
            bulk.add(item);
        }
        return bulk;
    }
}
