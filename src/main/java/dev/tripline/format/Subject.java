// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.FieldSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Derived fields that are read from the same fields in one go.
 *
 * @param inputs what they are read from; derived fields among them must come earlier
 * @param fields what can be known
 */
record Subject<T>(List<String> inputs, Reading<T> reading, List<Part<T>> fields) {

    /** Reads all fields of a subject at once. */
    interface Reading<T> {

        /**
         * @param values of the inputs
         * @return {@code null} if they say nothing
         */
        T read(Object[] values, SourceContext source);
    }

    /** One field: its name, and what it says of the subject. */
    record Part<T>(String name, Function<T, Object> value) {}

    static <T> Subject<T> of(List<String> inputs, Reading<T> reading) {
        return new Subject<>(inputs, reading, List.of());
    }

    /** A subject that is its only field. */
    static Subject<Object> field(String name, List<String> inputs, Reading<Object> reading) {
        return Subject.of(inputs, reading).with(name, value -> value);
    }

    Subject<T> with(String name, Function<T, Object> value) {
        return new Subject<>(
                inputs,
                reading,
                Stream.concat(fields.stream(), Stream.of(new Part<>(name, value))).toList());
    }

    List<String> names() {
        return fields.stream().map(Part::name).toList();
    }

    /** Fills the slots of those fields that somebody wants; there must be one. */
    Consumer<Object[]> filling(FieldSet wanted, SourceContext source) {
        int[] from = inputs.stream().mapToInt(wanted::slot).toArray();
        List<Part<T>> parts = new ArrayList<>(fields);
        parts.removeIf(part -> wanted.slot(part.name) == FieldSet.ABSENT);
        int[] to = parts.stream().mapToInt(part -> wanted.slot(part.name)).toArray();
        Object[] values = new Object[from.length];
        return event -> {
            for (int i = 0; i < from.length; i++) {
                values[i] = event[from[i]];
            }
            T subject = reading.read(values, source);
            for (int i = 0; i < to.length; i++) {
                event[to[i]] = subject == null ? null : parts.get(i).value.apply(subject);
            }
        };
    }
}
