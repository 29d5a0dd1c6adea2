// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * All that a sample remembers of one join key.
 *
 * @param hits in event order; empty after a match
 * @param matched milliseconds of the last match, or {@link #NEVER}
 */
public record SampleEvents(List<Hit> hits, long matched) {

    public static final long NEVER = Long.MIN_VALUE;
}
