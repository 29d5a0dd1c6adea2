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
    private final int kind;

    /**
     * An event of the only kind that there is.
     *
     * @param values by slot of {@code fields}; owned by the event from here on
     */
    public Event(
            FieldSet fields,
            Object[] values,
            Timestamp time,
            Identity identity,
            Coordinates coordinates) {
        this(fields, values, time, identity, coordinates, 0);
    }

    /**
     * @param values by slot of {@code fields}; owned by the event from here on
     * @param kind see {@link #kind()}
     */
    public Event(
            FieldSet fields,
            Object[] values,
            Timestamp time,
            Identity identity,
            Coordinates coordinates,
            int kind) {
        this.fields = fields;
        this.values = values;
        this.time = time;
        this.identity = identity;
        this.coordinates = coordinates;
        this.kind = kind;
    }

    /** The same event as of another time, and with a value in a slot that may be absent. */
    public Event at(Timestamp otherTime, int slot, Object value) {
        Object[] otherValues = values.clone();
        if (slot != FieldSet.ABSENT) {
            otherValues[slot] = value;
        }
        return new Event(fields, otherValues, otherTime, identity, coordinates, kind);
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

    /**
     * Tells events apart that reach Tripline on different ways, such as process events and audit
     * records: a small number, the same for the same shape of document within one source.
     */
    public int kind() {
        return kind;
    }
}
