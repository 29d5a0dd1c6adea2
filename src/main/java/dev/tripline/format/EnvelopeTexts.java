// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.FieldSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the envelopes of an item say of it, as its dead letter keeps it, so that it can be read
 * again without them.
 */
final class EnvelopeTexts {

    /** It is kept for each item, so little of it may come to much. */
    private static final int MAX_LENGTH = 1_000;

    private EnvelopeTexts() {}

    /**
     * @param context by slot; {@code null} for nothing
     */
    static Map<String, String> of(Object[] context, FieldSet fields) {
        if (context == null) {
            return Map.of();
        }
        Map<String, String> texts = new TreeMap<>();
        for (int slot = 0; slot < context.length; slot++) {
            if (context[slot] instanceof String text && text.length() <= MAX_LENGTH) {
                texts.put(fields.name(slot), text);
            }
        }
        return texts;
    }

    /** The other way round; fields that nobody asks for any more are left out. */
    static Object[] context(Map<String, String> texts, FieldSet fields) {
        if (texts.isEmpty()) {
            return null;
        }
        Object[] context = new Object[fields.size()];
        texts.forEach(
                (name, text) -> {
                    if (fields.slot(name) >= 0) {
                        context[fields.slot(name)] = text;
                    }
                });
        return context;
    }
}
