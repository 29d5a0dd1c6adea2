// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Timestamp;

/**
 * The last events that should be missing before a sequence: two are enough to know the last one
 * before any millisecond from now on.
 *
 * @param latest the last one
 * @param earlier the last one of an earlier millisecond; {@code null} if there was none
 */
public record LeadingEvents(Timestamp latest, Timestamp earlier) {

    /**
     * @param seen {@code null} for none
     * @param time not before any that was seen
     */
    static LeadingEvents with(LeadingEvents seen, Timestamp time) {
        if (seen == null) {
            return new LeadingEvents(time, null);
        }
        return new LeadingEvents(
                time, seen.latest.millis() < time.millis() ? seen.latest : seen.earlier);
    }

    /**
     * @return {@code null} if there was none
     */
    Timestamp before(long millis) {
        return latest.millis() < millis ? latest : earlier;
    }
}
