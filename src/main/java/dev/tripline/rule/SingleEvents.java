// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Query;
import java.util.Optional;

/** Holds a query to single events, where something else looks at several. */
final class SingleEvents {

    private SingleEvents() {}

    /** What is wrong with the query, to stand behind its name. */
    static Optional<String> problem(Query query) {
        if (!(query instanceof EventQuery)) {
            return Optional.of("is a sequence or a sample; ask for single events: process where …");
        }
        return query.pipes().isEmpty()
                ? Optional.empty()
                : Optional.of("ends in a pipe; take it away, events are not known to end");
    }
}
