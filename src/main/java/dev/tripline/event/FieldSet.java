// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The fields that somebody asked for, each with a slot number. The same names always give the same
 * slots, so two machines that load the same rules agree.
 */
public final class FieldSet implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The slot of a field that is not in the set. */
    public static final int ABSENT = -1;

    private final List<String> names;
    private final Map<String, Integer> slots = new HashMap<>();

    private FieldSet(List<String> names) {
        this.names = names;
        for (int slot = 0; slot < names.size(); slot++) {
            slots.put(names.get(slot), slot);
        }
    }

    /**
     * @param names full dotted names such as {@code process.args}; order and repetitions do not
     *     matter
     */
    public static FieldSet of(Collection<String> names) {
        return new FieldSet(List.copyOf(new TreeSet<>(names)));
    }

    public static FieldSet of(String... names) {
        return of(List.of(names));
    }

    /** The slot of {@code name}, or {@link #ABSENT}. */
    public int slot(String name) {
        return slots.getOrDefault(name, ABSENT);
    }

    public String name(int slot) {
        return names.get(slot);
    }

    /** All names, at the index of their slots. */
    public List<String> names() {
        return names;
    }

    public int size() {
        return names.size();
    }
}
