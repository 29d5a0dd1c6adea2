// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.Event;

/** Equality of a field with a string, by far the most common leaf: one class, no second call. */
final class EqualText implements Predicate {

    private final int slot;
    private final String constant;
    private final Object otherForm;

    EqualText(int slot, String constant) {
        this.slot = slot;
        this.constant = constant;
        this.otherForm = EqualTo.otherForm(constant);
    }

    @Override
    public boolean test(Event event) {
        Object value = event.get(slot);
        return value instanceof Object[] values ? anyEquals(values) : equalTo(value);
    }

    private boolean anyEquals(Object[] values) {
        for (Object value : values) {
            if (equalTo(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean equalTo(Object value) {
        return value instanceof String text
                ? text.equals(constant)
                : otherForm != null && otherForm.equals(value);
    }
}
