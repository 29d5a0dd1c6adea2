// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.JsonProjection;
import dev.tripline.event.JsonReader.Slice;
import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Shape;
import dev.tripline.format.Format.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** One shape of a format, bound to the fields that are wanted: moves values from paths to slots. */
final class ShapeReader {

    private static final int MAX_DEDOTTED = 6;

    private final String format;
    private final int kind;
    private final Shape shape;
    private final FieldSet fields;
    private Recogniser recogniser;
    private MappingReader time;
    private final List<int[]> identity = new ArrayList<>();
    private int[] request;
    private List<MappingReader> order;
    private final List<Move> moves = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();

    /**
     * @param format the name of the table that the shape is of
     * @param kind tells its events from those of other shapes
     */
    ShapeReader(String format, int kind, Shape shape, FieldSet fields) {
        this.format = format;
        this.kind = kind;
        this.shape = shape;
        this.fields = fields;
    }

    private record Move(MappingReader source, int slot) {}

    private record Constant(Object value, int slot) {}

    /** Every path that this shape looks at. */
    Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        paths.addAll(Recogniser.paths(shape.recognise()));
        paths.addAll(shape.time().paths());
        shape.identity().forEach(paths::addAll);
        paths.addAll(shape.request());
        if (shape.order() != null) {
            shape.order().forEach(part -> paths.addAll(part.paths()));
        }
        fields.names().forEach(field -> paths.addAll(mapping(field).paths()));
        return paths;
    }

    /** Must be called once, with a projection that has all {@link #paths()}. */
    void bind(JsonProjection projection) {
        recogniser = new Recogniser(shape.recognise(), projection);
        time = new MappingReader(shape.time(), projection);
        shape.identity()
                .forEach(
                        names ->
                                identity.add(names.stream().mapToInt(projection::index).toArray()));
        request = shape.request().stream().mapToInt(projection::index).toArray();
        order =
                shape.order() == null
                        ? null
                        : shape.order().stream()
                                .map(part -> new MappingReader(part, projection))
                                .toList();
        for (int slot = 0; slot < fields.size(); slot++) {
            String field = fields.name(slot);
            Mapping mapping = mapping(field);
            if (!mapping.sources().isEmpty()) {
                moves.add(new Move(new MappingReader(mapping, projection), slot));
            }
            Object constant = shape.constants().get(field);
            if (constant != null) {
                constants.add(new Constant(constant, slot));
            }
        }
    }

    /** The name of the table that this shape is of. */
    String format() {
        return format;
    }

    int kind() {
        return kind;
    }

    Shape shape() {
        return shape;
    }

    /** See {@link Recogniser#gates}. */
    int[] gates() {
        return recogniser.gates();
    }

    boolean recognises(Object[] document) {
        return recogniser.recognises(document);
    }

    /** The event time as it is stated; {@code null} if it is not. */
    Object time(Object[] document) {
        return time.value(document);
    }

    List<String> timePaths() {
        return shape.time().sources().stream().map(Source::path).toList();
    }

    /** What is left of the identity of a document that was cut off; {@code null} if nothing. */
    String salvage(Object[] document) {
        for (int i = 0; i < identity.size(); i++) {
            StringJoiner parts = new StringJoiner(", ");
            for (int k = 0; k < identity.get(i).length; k++) {
                Object value = Event.first(document[identity.get(i)[k]]);
                if (value != null) {
                    parts.add(shape.identity().get(i).get(k) + " " + value);
                }
            }
            if (parts.length() > 0) {
                return parts.toString();
            }
        }
        return null;
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

    /**
     * The values of all fields, by slot.
     *
     * @param context what the event has from its envelope; {@code null} for nothing
     */
    Object[] fields(Object[] document, Object[] context) {
        Object[] values = new Object[fields.size()];
        for (Move move : moves) {
            values[move.slot] = move.source.value(document);
        }
        for (int slot = 0; context != null && slot < values.length; slot++) {
            values[slot] = values[slot] == null ? context[slot] : values[slot];
        }
        for (Constant constant : constants) {
            if (values[constant.slot] == null) {
                values[constant.slot] = constant.value;
            }
        }
        return values;
    }

    private Mapping mapping(String field) {
        Mapping mapping = shape.fields().get(field);
        if (mapping != null) {
            return mapping;
        }
        List<Source> sources = new ArrayList<>();
        for (FieldPrefix prefix : FieldPrefix.of(shape)) {
            if (prefix.covers(field)) {
                for (String spelling : spellings(field)) {
                    sources.addAll(Mapping.of(prefix.path(spelling)).sources());
                }
                break;
            }
        }
        return new Mapping(sources);
    }

    /** The field as it is asked for, and as it may be spelled where dots become {@code _}. */
    private List<String> spellings(String field) {
        return shape.dedotted().stream()
                .filter(object -> field.startsWith(object + "."))
                .findFirst()
                .map(object -> respelled(field, object.length() + 1))
                .orElseGet(() -> List.of(field));
    }

    /** Every key that becomes this one when its dots are written as {@code _}. */
    private static List<String> respelled(String path, int keyStart) {
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
