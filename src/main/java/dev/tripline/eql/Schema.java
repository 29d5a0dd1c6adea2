// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the names in a query stand for: which fields there are and what they hold, and which value
 * lists. Without one ({@link #NONE}) every field may exist and hold anything; only the timestamp is
 * known to be a date; and there are no lists.
 */
public final class Schema {

    private static final String DEFAULT_TIMESTAMP_FIELD = "@timestamp";

    /** Nothing is declared, nothing is unknown. */
    public static final Schema NONE =
            new Schema(Map.of(), false, DEFAULT_TIMESTAMP_FIELD, Map.of());

    private final Map<String, FieldType> types;
    private final boolean closed;
    private final String timestampField;
    private final Map<String, ValueList> lists;

    private Schema(
            Map<String, FieldType> types,
            boolean closed,
            String timestampField,
            Map<String, ValueList> lists) {
        this.types = types;
        this.closed = closed;
        this.timestampField = timestampField;
        this.lists = lists;
    }

    /**
     * A schema of these fields and no others.
     *
     * @param types by full dotted name
     */
    public static Schema of(Map<String, FieldType> types) {
        return new Schema(Map.copyOf(types), true, DEFAULT_TIMESTAMP_FIELD, Map.of());
    }

    /**
     * Reads a JSON object of types by full dotted name: {@code {"source.ip": "ip"}}.
     *
     * @throws SchemaException if it is none; says where
     */
    public static Schema load(Path file) throws IOException, SchemaException {
        return of(SchemaFile.read(file));
    }

    /** The same, where these fields exist too and hold text. */
    public Schema withKeywords(Collection<String> fields) {
        if (!closed) {
            return this;
        }
        Map<String, FieldType> all = new HashMap<>(types);
        fields.forEach(field -> all.put(field, FieldType.KEYWORD));
        return new Schema(Map.copyOf(all), true, timestampField, lists);
    }

    /** The same with another field for the time of an event. */
    public Schema withTimestampField(String name) {
        return new Schema(types, closed, name, lists);
    }

    /** The same with these value lists and no others. */
    public Schema withLists(Collection<ValueList> known) {
        Map<String, ValueList> byName = new HashMap<>();
        known.forEach(list -> byName.put(list.name(), list));
        return new Schema(types, closed, timestampField, Map.copyOf(byName));
    }

    /** The same lists, and every field may exist and hold anything. */
    Schema opened() {
        return NONE.withLists(lists.values());
    }

    /** Null if there is no such list. */
    ValueList list(String name) {
        return lists.get(name);
    }

    Set<String> listNames() {
        return lists.keySet();
    }

    /** Whether every field may exist. */
    boolean isOpen() {
        return !closed;
    }

    /** Whether it says that there is such a field. */
    public boolean declares(String field) {
        return closed && typeOf(field) != null;
    }

    /** Null if there is no such field. */
    FieldType typeOf(String field) {
        if (field.equals(timestampField)) {
            return FieldType.DATE;
        }
        FieldType type = types.get(field);
        return type == null && !closed ? FieldType.UNDECLARED : type;
    }

    /** The declared field that was probably meant, or null. */
    String nearest(String field) {
        return Suggestion.nearest(field, types.keySet());
    }
}
