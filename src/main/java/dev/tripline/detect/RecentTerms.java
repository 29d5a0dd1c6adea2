// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/**
 * Remembers which terms went on lately, to keep repetitions off the network. Where two terms would
 * stand at one place the newer one stays. Not thread-safe.
 */
final class RecentTerms {

    /** Together two MiB. */
    private static final int PLACES = 1 << 16;

    private final long[] high = new long[PLACES];
    private final long[] low = new long[PLACES];
    private final long[] slots = new long[PLACES];
    private final long[] millis = new long[PLACES];

    /** Whether an earlier event showed the term in the same slot. */
    boolean hasSeen(TermHash term, long slot, long at) {
        int place = place(term);
        return high[place] == term.high()
                && low[place] == term.low()
                && slots[place] == slot
                && millis[place] < at;
    }

    void add(TermHash term, long slot, long at) {
        int place = place(term);
        high[place] = term.high();
        low[place] = term.low();
        slots[place] = slot;
        millis[place] = at;
    }

    private static int place(TermHash term) {
        return (int) (term.low() & (PLACES - 1));
    }
}
