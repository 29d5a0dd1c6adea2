// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.Event;

/** Holds if some value of one field passes a test. Allocates nothing. */
final class SlotPredicate implements Predicate {

    private final int slot;
    private final ValueTest test;

    SlotPredicate(int slot, ValueTest test) {
        this.slot = slot;
        this.test = test;
    }

    @Override
    public boolean test(Event event) {
        Object value = event.get(slot);
        if (value == null) {
            return false;
        }
        return value instanceof Object[] values ? testAny(values) : test.accepts(value);
    }

    private boolean testAny(Object[] values) {
        for (Object value : values) {
            if (test.accepts(value)) {
                return true;
            }
        }
        return false;
    }
}
