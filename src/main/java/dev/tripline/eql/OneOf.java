// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Membership in a list of strings or booleans, which may also come as their other forms. */
final class OneOf implements ValueTest {

    private final TextSet texts;
    private final Set<Object> others = new HashSet<>();

    OneOf(Set<Object> constants) {
        List<String> strings = new ArrayList<>();
        for (Object constant : constants) {
            Object otherForm = EqualTo.otherForm(constant);
            for (Object form :
                    otherForm == null ? List.of(constant) : List.of(constant, otherForm)) {
                if (form instanceof String text) {
                    strings.add(text);
                } else {
                    others.add(form);
                }
            }
        }
        texts = new TextSet(strings);
    }

    @Override
    public boolean accepts(Object value) {
        return value instanceof String text ? texts.matches(text) : others.contains(value);
    }
}
