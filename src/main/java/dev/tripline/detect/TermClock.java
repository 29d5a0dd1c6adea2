// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.NewTerms;
import java.time.Duration;

/**
 * The time of a rule that learns terms. When a term was seen is known to the hour, or to the 24th
 * of a shorter history; so of the events of one hour that show a term only the first has to be
 * looked at.
 *
 * @param slot milliseconds
 * @param history in slots; a term is known that was seen so many slots ago
 */
record TermClock(long slot, long history) {

    private static final long LONGEST_SLOT = Duration.ofHours(1).toMillis();
    private static final int SLOTS = 24;

    static TermClock of(NewTerms rule) {
        long history = rule.history().toMillis();
        long slot = Math.min(LONGEST_SLOT, history / SLOTS);
        return new TermClock(slot, (history + slot - 1) / slot);
    }

    long slotOf(long millis) {
        return Math.floorDiv(millis, slot);
    }

    /** Whether what was last seen in the one slot is known in the other. */
    boolean isKnown(long seen, long now) {
        return seen >= now - history;
    }

    /**
     * When terms of this time have to be forgotten: not at once, but several times in a history.
     */
    long sweepAfter(long millis) {
        return sweepAfterSlot(slotOf(millis));
    }

    long sweepAfterSlot(long seen) {
        long step = Math.max(1, history / SLOTS) * slot;
        long end = (seen + history + 1) * slot;
        return (Math.floorDiv(end, step) + 1) * step;
    }
}
