// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.JoinKey;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys under which an event takes part in one term of a sequence. A field with several values
 * gives a key for each; two such fields give every pair.
 */
final class JoinKeys {

    /**
     * An event that would fan out further takes part under this many keys only, so that no single
     * event can flood state.
     */
    private static final int MAX_KEYS = 10_000;

    private static final List<String> NO_VALUE = List.of("null");

    private final int[] slots;
    private final boolean[] optional;
    private final Redactor redactor;

    JoinKeys(List<JoinKey> keys, FieldSet fields, Redactor redactor) {
        this.slots = keys.stream().mapToInt(key -> fields.slot(key.field())).toArray();
        this.optional = new boolean[slots.length];
        for (int i = 0; i < slots.length; i++) {
            optional[i] = keys.get(i).optional();
        }
        this.redactor = redactor;
    }

    /**
     * Each key as the text of a JSON array, so that {@code "1"}, {@code 1} and nothing at all stay
     * different.
     *
     * @return empty if a field that is not optional has no value
     */
    Set<String> of(Event event) {
        List<String> tuples = List.of("");
        for (int i = 0; i < slots.length; i++) {
            Object value = slots[i] == FieldSet.ABSENT ? null : event.get(slots[i]);
            if (value == null && !optional[i]) {
                return Set.of();
            }
            List<String> texts = value == null ? NO_VALUE : texts(redactor.redact(value));
            tuples = i == 0 ? texts : combine(tuples, texts);
        }
        Set<String> keys = new LinkedHashSet<>();
        for (String tuple : tuples) {
            keys.add("[" + tuple + "]");
        }
        return keys;
    }

    private static List<String> combine(List<String> tuples, List<String> texts) {
        List<String> combined = new ArrayList<>();
        for (String tuple : tuples) {
            for (String text : texts) {
                if (combined.size() == MAX_KEYS) {
                    return combined;
                }
                combined.add(tuple + "," + text);
            }
        }
        return combined;
    }

    private static List<String> texts(Object value) {
        if (!(value instanceof Object[] several)) {
            return List.of(JsonText.of(value));
        }
        List<String> texts = new ArrayList<>();
        for (Object one : several) {
            texts.add(JsonText.of(one));
        }
        return texts.size() <= MAX_KEYS ? texts : texts.subList(0, MAX_KEYS);
    }
}
