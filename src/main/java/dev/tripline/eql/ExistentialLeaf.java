// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;

/**
 * The general leaf: searches for one value per mention of a field such that the expression is true.
 * A field without values contributes null, two mentions of the same field range independently.
 */
final class ExistentialLeaf implements Predicate {

    /**
     * The choices multiply, and an event is input of a stranger: a search that takes longer ends
     * without a match instead of holding up the stream.
     */
    private static final int MAX_WORK = 200_000;

    private final int[] slots;
    private final Computation computation;

    /**
     * @param slots the slot of each mention; {@link FieldSet#ABSENT} for a field without values
     */
    ExistentialLeaf(int[] slots, Computation computation) {
        this.slots = slots;
        this.computation = computation;
    }

    @Override
    public boolean test(Event event) {
        Object[] chosen = new Object[slots.length];
        boolean several = false;
        for (int i = 0; i < slots.length; i++) {
            Object value = slots[i] == FieldSet.ABSENT ? null : event.get(slots[i]);
            several |= value instanceof Object[];
            chosen[i] = value instanceof Object[] values ? values[0] : value;
        }
        return holds(chosen) || (several && search(event, chosen));
    }

    /** Counts through all other choices like an odometer. */
    private boolean search(Event event, Object[] chosen) {
        int[] positions = new int[slots.length];
        for (int work = slots.length; work < MAX_WORK; work += slots.length) {
            if (!advance(event, chosen, positions)) {
                return false;
            }
            if (holds(chosen)) {
                return true;
            }
        }
        return false;
    }

    private boolean advance(Event event, Object[] chosen, int[] positions) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != FieldSet.ABSENT && event.get(slots[i]) instanceof Object[] values) {
                positions[i] = (positions[i] + 1) % values.length;
                chosen[i] = values[positions[i]];
                if (positions[i] > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holds(Object[] chosen) {
        return Boolean.TRUE.equals(computation.compute(chosen));
    }
}
