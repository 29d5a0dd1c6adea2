// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * What the {@link ThresholdMachine} remembers of one group.
 *
 * @param events that may still count together with others, in event order
 * @param periods of the past and present that meet the conditions and are not over
 * @param forgotten no event of a later millisecond has been forgotten
 * @param uncounted how many events have come since the windows were last counted
 * @param lacking how many had to come before another window could meet the conditions
 */
public record GroupMemory(
        List<GroupedEvent> events,
        List<Period> periods,
        long forgotten,
        long uncounted,
        long lacking) {}
