// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An event, or all records of a request, as a group remembers it.
 *
 * @param evidence of the record that is first in event order
 * @param values as of {@link ThresholdHit#values()}, of all its records together
 */
public record GroupedEvent(Evidence evidence, List<List<TermHash>> values) {

    long millis() {
        return evidence.time().millis();
    }

    boolean isSameAs(GroupedEvent other) {
        String once = evidence.once();
        return once != null
                && once.equals(other.evidence.once())
                && evidence.time().equals(other.evidence.time());
    }

    /** Both as one, in whatever order they come. */
    GroupedEvent with(GroupedEvent other) {
        List<List<TermHash>> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Set<TermHash> union = new LinkedHashSet<>(values.get(i));
            union.addAll(other.values.get(i));
            all.add(new ArrayList<>(union));
        }
        Evidence first = EventOrder.isBefore(other.evidence, evidence) ? other.evidence : evidence;
        return new GroupedEvent(first, all);
    }

    /** The most values that it has for one cardinality. */
    int mostValues() {
        return values.stream().mapToInt(List::size).max().orElse(0);
    }
}
