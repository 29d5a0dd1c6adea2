// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

/**
 * One thing that happened, reduced to the fields that somebody asked for.
 *
 * <p>A slot holds {@code null} (the field has no value), one value, or an {@code Object[]} of two
 * or more. A value is a {@link String}, {@link Long}, {@link Double} or {@link Boolean}; JSON
 * nulls, also inside arrays, are no values. Neither the event nor its arrays change once built.
 */
public final class Event {

    private final FieldSet fields;
    private final Object[] values;
    private final Timestamp time;
    private final Identity identity;
    private final Coordinates coordinates;

    /**
     * @param values by slot of {@code fields}; owned by the event from here on
     */
    public Event(
            FieldSet fields,
            Object[] values,
            Timestamp time,
            Identity identity,
            Coordinates coordinates) {
        this.fields = fields;
        this.values = values;
        this.time = time;
        this.identity = identity;
        this.coordinates = coordinates;
    }

    public FieldSet fields() {
        return fields;
    }

    /** {@code null}, a single value, or an {@code Object[]} of several. */
    public Object get(int slot) {
        return values[slot];
    }

    /** Like {@link #get(int)}; {@code null} also for a field outside the {@link FieldSet}. */
    public Object get(String field) {
        int slot = fields.slot(field);
        return slot == FieldSet.ABSENT ? null : values[slot];
    }

    /** The first of the values that {@link #get(int)} gives; {@code null} if there is none. */
    public static Object first(Object value) {
        return value instanceof Object[] several ? several[0] : value;
    }

    public Timestamp time() {
        return time;
    }

    public Identity identity() {
        return identity;
    }

    public Coordinates coordinates() {
        return coordinates;
    }
}
