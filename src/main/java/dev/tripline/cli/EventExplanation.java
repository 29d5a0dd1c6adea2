// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.Explanation;
import dev.tripline.event.Event;
import java.util.List;

/**
 * What all terms of a query say about an event.
 *
 * @param terms in the order of the query, {@code until} last
 */
record EventExplanation(Event event, List<Explanation> terms) {

    boolean matches() {
        return terms.stream().anyMatch(Explanation::holds);
    }

    /** How near the event comes to the nearest term. */
    int leavesMissing() {
        return terms.stream().mapToInt(Explanation::leavesMissing).min().orElse(0);
    }
}
