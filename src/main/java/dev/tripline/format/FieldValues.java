// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The values of a field between the form that events hold and a list of them. */
final class FieldValues {

    private static final Object[] NONE = new Object[0];

    private FieldValues() {}

    static Object[] each(Object value) {
        if (value == null) {
            return NONE;
        }
        return value instanceof Object[] several ? several : new Object[] {value};
    }

    static Object of(Collection<?> values) {
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.iterator().next();
            default -> values.toArray();
        };
    }

    /** What each of {@code subjects} says, once; those that say nothing are left out. */
    static <T> Object of(List<T> subjects, Function<T, ?> part) {
        Set<Object> values = new LinkedHashSet<>();
        subjects.stream().map(part).filter(Objects::nonNull).forEach(values::add);
        return of(values);
    }
}
