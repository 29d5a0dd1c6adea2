// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What state may hold of an event: its values without their secrets. Rules ask for much the same of
 * an event, one after the other, so what has been worked out is kept until the next event. Not
 * thread-safe.
 */
final class Masking {

    /** A value longer than this is cut: it waits in state, and nobody reads it to its end. */
    private static final int MAX_VALUE_LENGTH = 4096;

    private final Redactor redactor;
    private final UnaryOperator<Object>[] redactions;

    /** By slot, as JSON, with the colon behind it. */
    private final String[] names;

    private Event event;
    private Names own;

    /** By slot; {@code null} if it has not been asked for. */
    private final Object[] values;

    private final String[] members;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Masking(FieldSet fields, Redactor redactor) {
        this.redactor = redactor;
        redactions = new UnaryOperator[fields.size()];
        names = new String[fields.size()];
        values = new Object[fields.size()];
        members = new String[fields.size()];
        for (int slot = 0; slot < names.length; slot++) {
            redactions[slot] = redactor.ofField(fields.name(slot));
            names[slot] = JsonText.of(fields.name(slot)) + ":";
        }
    }

    /**
     * What an event and its place are called; see {@link Evidence}.
     *
     * @param request may be {@code null}
     */
    record Names(String order, String identity, String request, Coordinates coordinates) {}

    Names names(Event asked) {
        look(asked);
        if (own == null) {
            String request = event.identity().request();
            own =
                    new Names(
                            redactor.redactJoined(event.identity().order()),
                            redactor.redactJoined(event.identity().id()),
                            request == null ? null : redactor.redactJoined(request),
                            event.coordinates().redacted(redactor));
        }
        return own;
    }

    /** As {@link Event#get(int)}. */
    Object value(Event asked, int slot) {
        look(asked);
        if (values[slot] == null && event.get(slot) != null) {
            values[slot] = redactions[slot].apply(event.get(slot));
        }
        return values[slot];
    }

    /** Name and value as a member of a JSON object; {@code null} if there is no value. */
    String member(Event asked, int slot) {
        Object value = value(asked, slot);
        if (value != null && members[slot] == null) {
            members[slot] = names[slot] + json(value);
        }
        return members[slot];
    }

    private void look(Event asked) {
        if (asked != event) {
            event = asked;
            own = null;
            Arrays.fill(values, null);
            Arrays.fill(members, null);
        }
    }

    private static String json(Object value) {
        if (!(value instanceof Object[] several)) {
            return JsonText.of(cut(value));
        }
        StringBuilder json = new StringBuilder("[");
        int last = several.length - 1;
        for (int i = 0; i < last && json.length() <= MAX_VALUE_LENGTH; i++) {
            json.append(JsonText.of(cut(several[i]))).append(',');
        }
        // Always: of the addresses that a request came through only the last cannot be forged.
        return json.append(JsonText.of(cut(several[last]))).append(']').toString();
    }

    private static Object cut(Object value) {
        return value instanceof String text && text.length() > MAX_VALUE_LENGTH
                ? text.substring(0, MAX_VALUE_LENGTH) + "… (" + text.length() + " characters)"
                : value;
    }
}
