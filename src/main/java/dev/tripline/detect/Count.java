// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Timestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule with a threshold has counted in the windows of one period that meet its conditions.
 * Further events only make it grow.
 *
 * @param events the most in one window
 * @param first the first event of the first window
 * @param last the last event of the last window
 * @param distinct for each cardinality of the rule the most different values in one window
 * @param modifiers bit k: some event meets the condition of the rule's k-th risk modifier
 */
public record Count(
        long events, Timestamp first, Timestamp last, List<Long> distinct, long modifiers) {

    /** Both together. */
    Count with(Count other) {
        List<Long> most = new ArrayList<>(distinct);
        for (int i = 0; i < most.size(); i++) {
            most.set(i, Math.max(most.get(i), other.distinct.get(i)));
        }
        return new Count(
                Math.max(events, other.events),
                first.compareTo(other.first) <= 0 ? first : other.first,
                last.compareTo(other.last) >= 0 ? last : other.last,
                most,
                modifiers | other.modifiers);
    }

    /** Whether this is the other with more events, or the other itself. */
    public boolean includes(Count other) {
        return with(other).equals(this);
    }

    /** Whether something is at least twice what it was. */
    boolean hasDoubledSince(Count before) {
        boolean doubled = events >= 2 * before.events;
        for (int i = 0; i < distinct.size(); i++) {
            long most = distinct.get(i);
            doubled |= most > 0 && most >= 2 * before.distinct.get(i);
        }
        return doubled;
    }

    /**
     * Whether with so many further events, and values of each cardinality, something may have
     * doubled.
     */
    boolean mayDouble(List<Long> more) {
        boolean may = more.get(0) >= events;
        for (int i = 0; i < distinct.size(); i++) {
            may |= distinct.get(i) > 0 && more.get(i + 1) >= distinct.get(i);
        }
        return may;
    }
}
