// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.Threshold;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The window of a group that comes nearest to the conditions of its rule.
 *
 * @param counted in it
 * @param first its first event
 * @param last its last event
 * @param met whether the conditions hold
 */
public record FullestWindow(Count counted, Evidence first, Evidence last, boolean met) {

    /**
     * @param hits of one group, in any order
     * @return of equal ones the first; empty without hits
     */
    public static Optional<FullestWindow> of(Threshold threshold, Collection<ThresholdHit> hits) {
        ThresholdMachine machine = new ThresholdMachine(threshold, "", "", null);
        hits.forEach(machine::remember);
        return machine.fullest();
    }

    static FullestWindow of(List<GroupedEvent> inWindow, SlidingCount counted, boolean met) {
        Evidence first = inWindow.get(0).evidence();
        Evidence last = inWindow.get(inWindow.size() - 1).evidence();
        return new FullestWindow(
                new Count(counted.events(), first.time(), last.time(), counted.distinct(), 0),
                first,
                last,
                met);
    }
}
