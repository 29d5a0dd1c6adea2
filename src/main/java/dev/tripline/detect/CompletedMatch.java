// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Timestamp;

/**
 * A match that has all its events.
 *
 * @param from where the span begins in which a trailing event must be missing; {@code null} if the
 *     match is true already
 */
public record CompletedMatch(Detection detection, Timestamp from) {

    boolean isDecided() {
        return from == null;
    }
}
