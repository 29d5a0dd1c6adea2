// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small events and conditions on them. */
final class Events {

    private Events() {}

    /** Name, value, name, value …; several values as an {@code Object[]}. */
    static Event event(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        FieldSet fields = FieldSet.of(values.keySet());
        Object[] slots = new Object[fields.size()];
        values.forEach((name, value) -> slots[fields.slot(name)] = value);
        return new Event(
                fields,
                slots,
                Timestamp.ofMillis(0),
                Identity.of("1", null),
                Coordinates.ofLine("test", "events.json", 1));
    }

    static Object[] values(Object... values) {
        return values;
    }

    /** Whether {@code any where condition} holds for the event. */
    static boolean holds(String condition, Event event) {
        return matches("any where " + condition, event);
    }

    static boolean matches(String query, Event event) {
        EventFilter filter = ((EventQuery) parse(query)).filter();
        return new PredicateCompiler(event.fields(), "event.category").compile(filter).test(event);
    }

    static Query parse(String query) {
        try {
            return EqlParser.parse(query);
        } catch (EqlException e) {
            throw new AssertionError(query, e);
        }
    }

    /** The tree of {@code any where condition}. */
    static Expr condition(String condition) {
        return ((EventQuery) parse("any where " + condition)).filter().condition();
    }
}
