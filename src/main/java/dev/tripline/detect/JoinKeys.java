// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.JoinKey;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import java.util.ArrayList;
import java.util.Collection;
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
    static final int MAX_KEYS = 10_000;

    private static final List<String> NO_VALUE = List.of("null");

    private final int[] slots;
    private final List<JoinKey> keys;
    private final Masking masking;

    JoinKeys(List<JoinKey> keys, FieldSet fields, Masking masking) {
        this.slots = keys.stream().mapToInt(key -> fields.slot(key.field())).toArray();
        this.keys = keys;
        this.masking = masking;
    }

    /**
     * What an event joins by.
     *
     * @param keys each as the text of a JSON array; empty if a field that is not optional has no
     *     value
     * @param cut whether there would be more of them
     */
    record Found(Set<String> keys, boolean cut) {

        private static final Found NONE = new Found(Set.of(), false);
    }

    /** JSON, so that {@code "1"}, {@code 1} and nothing at all stay different. */
    Found of(Event event) {
        List<String> tuples = List.of("");
        boolean cut = false;
        for (int i = 0; i < slots.length; i++) {
            Collection<String> texts = texts(event, i);
            if (texts.isEmpty()) {
                return Found.NONE;
            }
            cut |= (long) tuples.size() * texts.size() > MAX_KEYS;
            tuples = combine(tuples, texts, i == 0 ? "[" : ",");
        }
        Set<String> found = new LinkedHashSet<>();
        for (String tuple : tuples) {
            found.add(slots.length == 0 ? "[]" : tuple + "]");
        }
        return new Found(found, cut);
    }

    /** The values of one of the fields, each as JSON; none if it has none and is not optional. */
    Collection<String> texts(Event event, int i) {
        Object value = slots[i] == FieldSet.ABSENT ? null : masking.value(event, slots[i]);
        if (value == null) {
            return keys.get(i).optional() ? NO_VALUE : List.of();
        }
        return texts(keys.get(i), value);
    }

    private static List<String> combine(
            List<String> tuples, Collection<String> texts, String separator) {
        List<String> combined = new ArrayList<>();
        for (String tuple : tuples) {
            for (String text : texts) {
                if (combined.size() == MAX_KEYS) {
                    return combined;
                }
                combined.add(tuple + separator + text);
            }
        }
        return combined;
    }

    private static Collection<String> texts(JoinKey key, Object value) {
        if (!(value instanceof Object[] several)) {
            return List.of(JsonText.of(key.canonical(value)));
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object one : several) {
            texts.add(JsonText.of(key.canonical(one)));
        }
        return texts;
    }
}
