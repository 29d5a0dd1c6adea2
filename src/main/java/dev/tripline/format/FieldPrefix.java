// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.format.Format.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which fields stand at which paths without being named one by one: {@code field.x} at {@code
 * path.x}.
 *
 * @param field with its dot at the end, or empty for every field
 * @param path likewise
 */
record FieldPrefix(String field, String path) {

    /** Those of a shape, the most special first. */
    static List<FieldPrefix> of(Shape shape) {
        List<FieldPrefix> prefixes = new ArrayList<>();
        shape.objects()
                .forEach(
                        (field, path) ->
                                prefixes.add(new FieldPrefix(dotted(field), dotted(path))));
        if (shape.prefix() != null) {
            prefixes.add(new FieldPrefix(dotted(shape.prefix()), ""));
        }
        prefixes.sort(Comparator.comparingInt((FieldPrefix p) -> p.field.length()).reversed());
        return prefixes;
    }

    private static String dotted(String name) {
        return name.isEmpty() ? "" : name + ".";
    }

    boolean covers(String name) {
        return name.startsWith(field) && name.length() > field.length();
    }

    /** Where {@code name}, which it {@link #covers}, stands. */
    String path(String name) {
        return path + name.substring(field.length());
    }
}
