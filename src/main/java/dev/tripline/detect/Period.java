// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * A period of event time in which a group meets the conditions of its rule.
 *
 * @param start its first millisecond
 * @param end the last millisecond of the first window that meets the conditions
 * @param count over all windows that meet them
 * @param events to show, of the first of these windows
 * @param sent the count that was told last; {@code null} if none was
 * @param changed whether something has changed since
 */
public record Period(
        long start, long end, Count count, List<Evidence> events, Count sent, boolean changed) {

    Period asSent() {
        return new Period(start, end, count, events, count, false);
    }

    /** Whether there is so much news that it should not wait. */
    boolean isNews() {
        return sent == null || count.hasDoubledSince(sent);
    }

    /** With what was counted in one more of its windows, or in one of them anew. */
    Period with(long windowEnd, Count inWindow, List<Evidence> shown) {
        Count all = count.with(inWindow);
        return new Period(
                start,
                Math.min(end, windowEnd),
                all,
                shown,
                sent,
                changed || !all.equals(count) || !shown.equals(events));
    }
}
