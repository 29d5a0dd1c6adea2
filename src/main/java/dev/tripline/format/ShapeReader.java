// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.JsonProjection;
import dev.tripline.event.JsonReader.Slice;
import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One shape of a format, bound to the fields that are wanted: moves values from paths to slots. */
final class ShapeReader {

    private static final int MAX_DEDOTTED = 6;

    private final Shape shape;
    private final FieldSet fields;
    private Recogniser recogniser;
    private int[] time;
    private final List<int[]> identity = new ArrayList<>();
    private int[] order;
    private final List<Move> moves = new ArrayList<>();

    ShapeReader(Shape shape, FieldSet fields) {
        this.shape = shape;
        this.fields = fields;
    }

    /**
     * Fills one slot from paths, through {@code values} if that is not empty, or else with {@code
     * constant}.
     */
    private record Move(int[] paths, int slot, Map<String, String> values, String constant) {}

    /** Every path that this shape looks at. */
    Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        paths.addAll(Recogniser.paths(shape.recognise()));
        paths.addAll(shape.time());
        shape.identity().forEach(paths::addAll);
        if (shape.order() != null) {
            paths.addAll(shape.order());
        }
        fields.names().forEach(field -> paths.addAll(pathsOf(field)));
        return paths;
    }

    /** Must be called once, with a projection that has all {@link #paths()}. */
    void bind(JsonProjection projection) {
        recogniser = new Recogniser(shape.recognise(), projection);
        time = shape.time().stream().mapToInt(projection::index).toArray();
        shape.identity()
                .forEach(
                        names ->
                                identity.add(names.stream().mapToInt(projection::index).toArray()));
        order =
                shape.order() == null
                        ? null
                        : shape.order().stream().mapToInt(projection::index).toArray();
        for (int slot = 0; slot < fields.size(); slot++) {
            String field = fields.name(slot);
            int[] paths = pathsOf(field).stream().mapToInt(projection::index).toArray();
            String constant = shape.constants().get(field);
            if (paths.length > 0 || constant != null) {
                Mapping mapping = shape.fields().get(field);
                moves.add(
                        new Move(
                                paths,
                                slot,
                                mapping == null ? Map.of() : mapping.values(),
                                constant));
            }
        }
    }

    boolean recognises(Object[] document) {
        return recogniser.recognises(document);
    }

    /** The first of the time paths that has a value; {@code null} if none has. */
    Object time(Object[] document) {
        return firstWithValue(time, document);
    }

    private static Object firstWithValue(int[] paths, Object[] document) {
        for (int path : paths) {
            if (document[path] != null) {
                return document[path];
            }
        }
        return null;
    }

    List<String> timePaths() {
        return shape.time();
    }

    Identity identity(Object[] document, Slice record) {
        for (int[] paths : identity) {
            String id = joined(paths, document, true);
            if (id != null) {
                return Identity.of(id, order(document, id));
            }
        }
        Identity bytes = Identity.ofBytes(record.bytes(), record.offset(), record.length());
        return order == null ? bytes.withoutOrder() : bytes;
    }

    private String order(Object[] document, String id) {
        if (order == null) {
            return "";
        }
        return order.length == 0 ? id : joined(order, document, false);
    }

    private static String joined(int[] paths, Object[] document, boolean complete) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < paths.length; i++) {
            Object value = document[paths[i]];
            if (value == null && complete) {
                return null;
            }
            joined.append(i == 0 ? "" : "/").append(value == null ? "" : first(value));
        }
        return joined.toString();
    }

    Object[] fields(Object[] document) {
        Object[] values = new Object[fields.size()];
        for (Move move : moves) {
            Object value = firstWithValue(move.paths, document);
            if (value != null && !move.values.isEmpty()) {
                value = move.values.get(String.valueOf(first(value)));
            }
            values[move.slot] = value == null ? move.constant : value;
        }
        return values;
    }

    private static Object first(Object value) {
        return value instanceof Object[] several ? several[0] : value;
    }

    private List<String> pathsOf(String field) {
        Mapping mapping = shape.fields().get(field);
        if (mapping != null) {
            return mapping.paths();
        }
        if (shape.prefix() == null) {
            return List.of();
        }
        String prefix = shape.prefix().isEmpty() ? "" : shape.prefix() + ".";
        if (!field.startsWith(prefix)) {
            return List.of();
        }
        return shape.dedotted().stream()
                .filter(object -> field.startsWith(object + "."))
                .findFirst()
                .map(object -> respelled(field.substring(prefix.length()), object, prefix))
                .orElseGet(() -> List.of(field.substring(prefix.length())));
    }

    /** Every key that becomes this one when its dots are written as {@code _}. */
    private static List<String> respelled(String path, String object, String prefix) {
        int keyStart = object.length() + 1 - prefix.length();
        List<String> spellings = new ArrayList<>(List.of(path));
        int underscores = 0;
        for (int i = keyStart; i < path.length() && underscores < MAX_DEDOTTED; i++) {
            if (path.charAt(i) == '_') {
                underscores++;
                for (String spelling : List.copyOf(spellings)) {
                    spellings.add(spelling.substring(0, i) + '.' + spelling.substring(i + 1));
                }
            }
        }
        return spellings;
    }
}
