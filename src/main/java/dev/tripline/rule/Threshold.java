// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.JoinKey;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * So many events of a group within a window of time, or events with so many different values.
 *
 * @param groupBy fields of equal values within a group; empty for one group of all events
 * @param value at least so many events
 * @param window how long before an event others count with it, this end not included
 * @param match which of the conditions must hold
 * @param cardinality at least so many different values
 * @param period one alert is raised for each period of event time in which the conditions hold; not
 *     shorter than the window
 */
public record Threshold(
        List<JoinKey> groupBy,
        int value,
        Duration window,
        Match match,
        List<Cardinality> cardinality,
        Duration period)
        implements Grouping {

    public Threshold {
        groupBy = List.copyOf(groupBy);
        cardinality = List.copyOf(cardinality);
    }

    /** Which conditions must hold. */
    public enum Match {
        ALL,
        ANY
    }

    /**
     * At least so many different values.
     *
     * @param fields of several, tuples of values are counted
     */
    public record Cardinality(List<JoinKey> fields, int value) implements Serializable {

        public Cardinality {
            fields = List.copyOf(fields);
        }

        /** The fields as text, to tell one condition from another. */
        public String name() {
            return fields.stream().map(JoinKey::field).collect(Collectors.joining(", "));
        }
    }

    /** Whether the number of events is a condition; where any will do, a single event is none. */
    public boolean countsEvents() {
        return match == Match.ALL || value > 1 || cardinality.isEmpty();
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        groupBy.forEach(key -> fields.add(key.field()));
        cardinality.forEach(some -> some.fields().forEach(key -> fields.add(key.field())));
        return fields;
    }

    @Override
    public String normalised() {
        String distinct =
                cardinality.stream()
                        .map(some -> FieldNames.text(some.fields()) + " >= " + some.value())
                        .collect(Collectors.joining("; "));
        return String.join(
                "\n",
                "threshold by " + FieldNames.text(groupBy),
                "events >= " + value + " within " + window + ", " + match,
                distinct,
                "once in " + period);
    }
}
