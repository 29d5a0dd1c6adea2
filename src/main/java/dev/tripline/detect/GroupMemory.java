// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * What the {@link ThresholdMachine} remembers of one group.
 *
 * @param events that may still count together with others, in event order
 * @param periods of the past and present that meet the conditions and are not over
 * @param forgotten no event of a later millisecond has been forgotten
 * @param lacking of {@link SlidingCount#lacking()} the least in all windows, when they were last
 *     counted
 * @param uncounted for the same conditions what has come since
 */
public record GroupMemory(
        List<GroupedEvent> events,
        List<Period> periods,
        long forgotten,
        List<Long> lacking,
        List<Long> uncounted) {}
