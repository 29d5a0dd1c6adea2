// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Set;

/** Membership in a list of constants of one type. */
final class OneOf implements ValueTest {

    private final Set<Object> accepted;
    private final boolean numeric;

    /**
     * @param accepted numbers in canonical form, or strings and booleans with their other forms
     */
    OneOf(Set<Object> accepted, boolean numeric) {
        this.accepted = Set.copyOf(accepted);
        this.numeric = numeric;
    }

    @Override
    public boolean accepts(Object value) {
        if (!numeric || value instanceof Long) {
            return accepted.contains(value);
        }
        Number number = Values.number(value);
        return number != null && accepted.contains(Numbers.canonical(number));
    }
}
