// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Timestamp;

/**
 * What a partial match has seen of the events that should be missing from it.
 *
 * @param before the last leading one before the first event; {@code null} if there was none
 * @param intruder milliseconds of the first one since the last event, or {@link #NONE}
 * @param broken whether one came between two of the events. Such a match will not be reported, but
 *     advances and replaces others like any other: missing events are asked for only in the end
 */
public record MissingSoFar(Timestamp before, long intruder, boolean broken) {

    public static final long NONE = Long.MAX_VALUE;

    static final MissingSoFar NOTHING = new MissingSoFar(null, NONE, false);

    static MissingSoFar since(Timestamp before) {
        return before == null ? NOTHING : new MissingSoFar(before, NONE, false);
    }

    MissingSoFar intrudedAt(long millis) {
        return intruder == NONE ? new MissingSoFar(before, millis, broken) : this;
    }

    /** The next event has come; whatever came in the same millisecond is not before it. */
    MissingSoFar upTo(long millis) {
        return intruder == NONE
                ? this
                : new MissingSoFar(before, NONE, broken || intruder < millis);
    }
}
