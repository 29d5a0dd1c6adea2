// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Takes from an event what an alert of one rule will need, without its secrets. */
final class EvidenceTaker {

    /** A value longer than this is cut: it waits in state, and nobody reads it to its end. */
    private static final int MAX_VALUE_LENGTH = 4096;

    private final int[] slots;
    private final String[] names;
    private final int tiebreaker;
    private final Predicate[] modifiers;
    private final List<UnaryOperator<Object>> redactions;
    private final Redactor redactor;

    /**
     * @param names fields to keep, in any order
     * @param tiebreaker the rule's tiebreaker field, or {@code null}
     * @param modifiers the conditions of the rule's risk modifiers
     */
    EvidenceTaker(
            Collection<String> names,
            String tiebreaker,
            List<Predicate> modifiers,
            FieldSet fields,
            Redactor redactor) {
        this.names =
                new TreeSet<>(names)
                        .stream()
                                .filter(name -> fields.slot(name) != FieldSet.ABSENT)
                                .toArray(String[]::new);
        this.slots = new int[this.names.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = fields.slot(this.names[i]);
        }
        this.tiebreaker = tiebreaker == null ? FieldSet.ABSENT : fields.slot(tiebreaker);
        this.modifiers = modifiers.toArray(Predicate[]::new);
        this.redactions = Stream.of(this.names).map(redactor::ofField).toList();
        this.redactor = redactor;
    }

    Evidence from(Event event) {
        String request = event.identity().request();
        return new Evidence(
                event.time(),
                tiebreaker == FieldSet.ABSENT ? null : SortableText.of(event.get(tiebreaker)),
                redactor.redactJoined(event.identity().order()),
                redactor.redactJoined(event.identity().id()),
                request == null ? null : redactor.redactJoined(request),
                event.coordinates().redacted(redactor),
                json(event),
                false,
                modifiers(event));
    }

    private long modifiers(Event event) {
        long met = 0;
        for (int i = 0; i < modifiers.length; i++) {
            if (modifiers[i].test(event)) {
                met |= 1L << i;
            }
        }
        return met;
    }

    private String json(Event event) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < slots.length; i++) {
            Object value = event.get(slots[i]);
            if (value == null) {
                continue;
            }
            if (json.length() > 1) {
                json.append(',');
            }
            json.append(JsonText.of(names[i])).append(':');
            append(json, redactions.get(i).apply(value));
        }
        return json.append('}').toString();
    }

    private static void append(StringBuilder json, Object value) {
        if (!(value instanceof Object[] several)) {
            json.append(JsonText.of(cut(value)));
            return;
        }
        json.append('[');
        int end = json.length() + MAX_VALUE_LENGTH;
        int last = several.length - 1;
        for (int i = 0; i < last && json.length() < end; i++) {
            json.append(JsonText.of(cut(several[i]))).append(',');
        }
        // Always: of the addresses that a request came through only the last cannot be forged.
        json.append(JsonText.of(cut(several[last]))).append(']');
    }

    private static Object cut(Object value) {
        return value instanceof String text && text.length() > MAX_VALUE_LENGTH
                ? text.substring(0, MAX_VALUE_LENGTH) + "… (" + text.length() + " characters)"
                : value;
    }
}
