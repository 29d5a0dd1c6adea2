// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.format.Format.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one kind of document of a format can say, as far as the format's table tells: which fields
 * its events may have, and which of them always hold the same.
 */
public final class FieldSupply {

    private final String format;
    private final Set<String> named = new HashSet<>();
    private final Map<String, Object> constants = new HashMap<>();
    private final List<FieldPrefix> prefixes;

    private FieldSupply(String format, Shape shape) {
        this.format = format;
        prefixes = FieldPrefix.of(shape);
        named.addAll(shape.fields().keySet());
        named.addAll(shape.constants().keySet());
        named.add(FormatReader.EVENT_TIME);
        shape.constants()
                .forEach(
                        (field, value) -> {
                            if (!shape.fields().containsKey(field)) {
                                constants.put(field, value);
                            }
                        });
        named.addAll(DerivedFields.from(this::has));
    }

    /** Of every shape of every format, in the order in which they are tried. */
    public static List<FieldSupply> of(Formats formats) {
        List<FieldSupply> supplies = new ArrayList<>();
        for (Format table : formats.named(Formats.AUTO).orElseThrow().tables()) {
            table.shapes().forEach(shape -> supplies.add(new FieldSupply(table.name(), shape)));
        }
        return supplies;
    }

    public String format() {
        return format;
    }

    /** Whether a field may have a value. */
    public boolean has(String field) {
        return named.contains(field) || isCovered(field);
    }

    /** Whether its documents are such that a field is where its name says, whatever it is. */
    public boolean isOpen() {
        return prefixes.stream().anyMatch(prefix -> prefix.field().isEmpty());
    }

    /** What a field always holds; {@code null} if that depends on the document. */
    public Object constant(String field) {
        return constants.get(field);
    }

    private boolean isCovered(String field) {
        return prefixes.stream().anyMatch(prefix -> prefix.covers(field));
    }
}
