// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
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
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** One shape of a format, bound to the fields that are wanted: moves values from paths to slots. */
final class ShapeReader {

    private static final int MAX_DEDOTTED = 6;

    private final Shape shape;
    private final FieldSet fields;
    private Recogniser recogniser;
    private int[] time;
    private final List<int[]> identity = new ArrayList<>();
    private int[] request;
    private List<Source> order;
    private final List<Move> moves = new ArrayList<>();

    ShapeReader(Shape shape, FieldSet fields) {
        this.shape = shape;
        this.fields = fields;
    }

    /** Paths, the best first, and what to write for their values, if not the values themselves. */
    private record Source(int[] paths, Map<String, String> values) {

        static Source of(List<String> paths, Mapping mapping, JsonProjection projection) {
            return new Source(
                    paths.stream().mapToInt(projection::index).toArray(),
                    mapping == null ? Map.of() : mapping.values());
        }

        Object value(Object[] document) {
            Object value = firstWithValue(paths, document);
            return value == null || values.isEmpty()
                    ? value
                    : values.get(String.valueOf(Event.first(value)));
        }
    }

    /** Fills one slot, where the source has no value with {@code constant}. */
    private record Move(Source source, int slot, String constant) {}

    /** Every path that this shape looks at. */
    Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        paths.addAll(Recogniser.paths(shape.recognise()));
        paths.addAll(shape.time());
        shape.identity().forEach(paths::addAll);
        paths.addAll(shape.request());
        if (shape.order() != null) {
            shape.order().forEach(part -> paths.addAll(part.paths()));
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
        request = shape.request().stream().mapToInt(projection::index).toArray();
        order =
                shape.order() == null
                        ? null
                        : shape.order().stream()
                                .map(part -> Source.of(part.paths(), part, projection))
                                .toList();
        for (int slot = 0; slot < fields.size(); slot++) {
            String field = fields.name(slot);
            List<String> paths = pathsOf(field);
            String constant = shape.constants().get(field);
            if (!paths.isEmpty() || constant != null) {
                Source source = Source.of(paths, shape.fields().get(field), projection);
                moves.add(new Move(source, slot, constant));
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
        Identity event = ofEvent(document, record);
        return request.length == 0 ? event : event.ofRequest(complete(request, document));
    }

    private Identity ofEvent(Object[] document, Slice record) {
        for (int[] paths : identity) {
            String id = complete(paths, document);
            if (id != null) {
                return Identity.of(id, order(document, id));
            }
        }
        Identity bytes = Identity.ofBytes(record.bytes(), record.offset(), record.length());
        return order == null ? bytes.withoutOrder() : bytes;
    }

    private static String complete(int[] paths, Object[] document) {
        StringJoiner parts = new StringJoiner("/");
        for (int path : paths) {
            Object value = Event.first(document[path]);
            // An empty text would make all events that have it the same event.
            if (value == null || value.equals("")) {
                return null;
            }
            parts.add(String.valueOf(value));
        }
        return parts.toString();
    }

    private String order(Object[] document, String id) {
        if (order == null) {
            return "";
        }
        return order.isEmpty()
                ? id
                : order.stream()
                        .map(part -> Event.first(part.value(document)))
                        .map(value -> value == null ? "" : String.valueOf(value))
                        .collect(Collectors.joining("/"));
    }

    Object[] fields(Object[] document) {
        Object[] values = new Object[fields.size()];
        for (Move move : moves) {
            Object value = move.source.value(document);
            values[move.slot] = value == null ? move.constant : value;
        }
        return values;
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
