// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * A sequence that waits for its next event.
 *
 * @param events those it has, in the order of the stages; at least one
 */
public record PartialMatch(List<Evidence> events) {

    Evidence first() {
        return events.get(0);
    }

    Evidence last() {
        return events.get(events.size() - 1);
    }
}
