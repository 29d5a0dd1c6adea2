// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.FieldSet;
import dev.tripline.event.Items;
import dev.tripline.event.JsonProjection;
import dev.tripline.event.JsonReader.Document;
import dev.tripline.format.Format.Envelope;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One kind of envelope, bound to the fields that are wanted. */
final class EnvelopeReader {

    private final Envelope envelope;
    private final FieldSet fields;
    private final Map<Integer, MappingReader> moves = new TreeMap<>();
    private Recogniser recogniser;
    private int items;

    EnvelopeReader(Envelope envelope, FieldSet fields) {
        this.envelope = envelope;
        this.fields = fields;
    }

    String itemsPath() {
        return envelope.items();
    }

    /** Every path that this envelope looks at, but that of its items. */
    Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>(Recogniser.paths(envelope.recognise()));
        envelope.fields()
                .forEach(
                        (field, mapping) -> {
                            if (fields.slot(field) >= 0) {
                                paths.addAll(mapping.paths());
                            }
                        });
        return paths;
    }

    /** Must be called once, with a projection that has all {@link #paths()} and the items. */
    void bind(JsonProjection projection) {
        recogniser = new Recogniser(envelope.recognise(), projection);
        items = projection.itemsIndex(envelope.items());
        envelope.fields()
                .forEach(
                        (field, mapping) -> {
                            if (fields.slot(field) >= 0) {
                                moves.put(
                                        fields.slot(field), new MappingReader(mapping, projection));
                            }
                        });
    }

    /** The documents inside, or {@code null} if the document is not this envelope. */
    Items items(Document document) {
        Items found = document.items()[items];
        return found != null && recogniser.recognises(document.values()) ? found : null;
    }

    /**
     * The fields that events inside have from here, by slot.
     *
     * @param outer what this envelope has from the one around it; {@code null} for nothing
     */
    Object[] context(Object[] document, Object[] outer) {
        if (moves.isEmpty() && envelope.constants().isEmpty()) {
            return outer;
        }
        Object[] context = outer == null ? new Object[fields.size()] : outer.clone();
        envelope.constants()
                .forEach(
                        (field, constant) -> {
                            if (fields.slot(field) >= 0) {
                                context[fields.slot(field)] = constant;
                            }
                        });
        moves.forEach(
                (slot, move) -> {
                    Object value = move.value(document);
                    if (value != null) {
                        context[slot] = value;
                    }
                });
        return context;
    }
}
