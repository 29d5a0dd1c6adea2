// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts: each failure doubles them up to a limit, and chance takes off up to
 * half, so that writers that fail together do not come back together.
 */
record Backoff(Duration longest) {

    private static final long FIRST_MILLIS = 100;
    private static final int MAX_DOUBLINGS = 30;

    /**
     * @param failures in a row, from 1
     */
    long millisAfter(int failures) {
        long doubled = FIRST_MILLIS << Math.min(failures - 1, MAX_DOUBLINGS);
        long most = Math.max(2, Math.min(doubled, longest.toMillis()));
        return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
    }

    /**
     * A little more than was asked for, as others were asked for the same; but the limit holds.
     *
     * @param asked by whoever could not do what we wanted
     */
    long millisAfter(Duration asked) {
        Duration most = asked.compareTo(longest) < 0 ? asked : longest;
        return Math.min(longest.toMillis(), most.toMillis() + millisAfter(1));
    }
}
