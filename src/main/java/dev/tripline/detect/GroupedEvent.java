// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * An event, or all records of a request, as a group remembers it.
 *
 * @param evidence of the record that is first in event order
 * @param values as of {@link ThresholdHit#values()}, of all its records together
 */
public record GroupedEvent(Evidence evidence, List<ShownValues> values) {

    long millis() {
        return evidence.time().millis();
    }

    boolean isSameAs(GroupedEvent other) {
        return evidence.time().equals(other.evidence.time()) && once().equals(other.once());
    }

    /** No order is asked for here, so events need no order of their own to be told apart. */
    private String once() {
        String once = evidence.once();
        return once == null ? evidence.identity() : once;
    }

    /** Both as one, in whatever order they come. */
    GroupedEvent with(GroupedEvent other) {
        List<ShownValues> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            all.add(values.get(i).with(other.values.get(i)));
        }
        Evidence first = EventOrder.isBefore(other.evidence, evidence) ? other.evidence : evidence;
        return new GroupedEvent(first, all);
    }
}
