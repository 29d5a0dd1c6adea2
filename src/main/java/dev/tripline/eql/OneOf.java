// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.HashSet;
import java.util.Set;

/** Membership in a list of strings or booleans, which may also come as their other forms. */
final class OneOf implements ValueTest {

    // The JDK's immutable sets find an element with a division; this one is much faster.
    private final HashSet<Object> accepted = new HashSet<>();
    private final Lengths lengths;

    OneOf(Set<Object> constants) {
        for (Object constant : constants) {
            accepted.add(constant);
            Object otherForm = EqualTo.otherForm(constant);
            if (otherForm != null) {
                accepted.add(otherForm);
            }
        }
        lengths =
                new Lengths(
                        accepted.stream()
                                .filter(String.class::isInstance)
                                .map(String.class::cast)
                                .toList());
    }

    @Override
    public boolean accepts(Object value) {
        return value instanceof String text
                ? lengths.mayContain(text) && accepted.contains(text)
                : accepted.contains(value);
    }
}
