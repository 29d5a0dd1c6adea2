// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A sequence that waits for its next event.
 *
 * @param events those it has, in the order of the stages; at least one
 * @param missing {@code null} for nothing
 */
public record PartialMatch(List<Evidence> events, MissingSoFar missing) {

    public PartialMatch {
        missing = missing == null ? MissingSoFar.NOTHING : missing;
    }

    Evidence first() {
        return events.get(0);
    }

    Evidence last() {
        return events.get(events.size() - 1);
    }

    PartialMatch advancedBy(Evidence event) {
        List<Evidence> advanced = new ArrayList<>(events);
        advanced.add(event);
        return new PartialMatch(
                Collections.unmodifiableList(advanced), missing.upTo(event.time().millis()));
    }

    /** An event that should be missing here has come. */
    PartialMatch intrudedAt(long millis) {
        return millis > last().time().millis()
                ? new PartialMatch(events, missing.intrudedAt(millis))
                : this;
    }
}
