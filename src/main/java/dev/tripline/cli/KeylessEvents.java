// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.JoinKey;
import dev.tripline.event.Event;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The events that are kept from a term that they match, because a join key has no value. */
final class KeylessEvents {

    private final QueryTerms terms;
    private final List<String> lines = new ArrayList<>();

    KeylessEvents(QueryTerms terms) {
        this.terms = terms;
    }

    /** Notes an event that matches {@code term}, if it is one. */
    void matched(Event event, int term) {
        String missing =
                terms.terms().get(term).keys().stream()
                        .filter(key -> !key.optional() && event.get(key.field()) == null)
                        .map(JoinKey::field)
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            lines.add(
                    event.coordinates()
                            + "  "
                            + terms.name(term)
                            + ", but has no join key: no value for "
                            + missing);
        }
    }

    int count() {
        return lines.size();
    }

    void print(PrintWriter out) {
        if (!lines.isEmpty()) {
            out.println("without a key");
            lines.forEach(line -> out.println("  " + line));
            out.println();
        }
    }
}
