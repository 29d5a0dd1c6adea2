// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.HashSet;
import java.util.Set;

/** Membership in a list of numbers. Text that is no number is in none. */
final class OneOfNumbers implements ValueTest {

    private final Set<Number> accepted = new HashSet<>();

    OneOfNumbers(Set<Object> constants) {
        for (Object constant : constants) {
            accepted.add(Numbers.canonical((Number) constant));
        }
    }

    @Override
    public boolean accepts(Object value) {
        if (value instanceof Long) {
            return accepted.contains(value);
        }
        Number number = Values.number(value);
        return number != null && accepted.contains(Numbers.canonical(number));
    }
}
