// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.format.Format.Envelope;
import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Recognition;
import dev.tripline.format.Format.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads the format tables that come with the program. */
final class FormatLoader {

    private FormatLoader() {}

    static Format load(String name) {
        String resource = name + ".toml";
        try (InputStream stream = FormatLoader.class.getResourceAsStream(resource)) {
            TomlParseResult toml = Toml.parse(stream);
            if (toml.hasErrors()) {
                throw new IllegalStateException(resource + ": " + toml.errors());
            }
            return format(toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Format format(TomlTable table) {
        List<Shape> shapes = new ArrayList<>();
        TomlArray events = table.getArray("event");
        for (int i = 0; i < events.size(); i++) {
            shapes.add(shape(events.getTable(i)));
        }
        return new Format(table.getString("name"), envelope(table.getTable("envelope")), shapes);
    }

    private static Envelope envelope(TomlTable table) {
        return table == null
                ? null
                : new Envelope(table.getString("items"), recognitions(table.get("recognise")));
    }

    private static Shape shape(TomlTable table) {
        Map<String, Mapping> fields = new LinkedHashMap<>();
        TomlTable mapped = table.getTableOrEmpty("fields");
        for (String field : mapped.keySet()) {
            fields.put(field, mapping(value(mapped, field)));
        }
        return new Shape(
                recognitions(table.get("recognise")),
                strings(table.getArrayOrEmpty("time")),
                alternatives(table.getArrayOrEmpty("identity")),
                strings(table.getArrayOrEmpty("request")),
                mappings(table.getArrayOrEmpty("order")),
                table.getString("prefix"),
                strings(table.getArrayOrEmpty("dedotted")),
                texts(table.getTableOrEmpty("constants")),
                fields);
    }

    private static List<Recognition> recognitions(Object value) {
        List<Recognition> recognitions = new ArrayList<>();
        if (value instanceof TomlTable table) {
            recognitions.add(new Recognition(texts(table)));
        } else if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                recognitions.add(new Recognition(texts(array.getTable(i))));
            }
        }
        return recognitions;
    }

    private static List<Mapping> mappings(TomlArray array) {
        return array.toList().stream().map(FormatLoader::mapping).toList();
    }

    private static Mapping mapping(Object value) {
        return value instanceof TomlTable table
                ? new Mapping(paths(table.get("path")), texts(table.getTableOrEmpty("values")))
                : new Mapping(paths(value), Map.of());
    }

    private static List<String> paths(Object value) {
        return value instanceof TomlArray array ? strings(array) : List.of((String) value);
    }

    private static List<List<String>> alternatives(TomlArray array) {
        if (array.isEmpty() || !(array.get(0) instanceof TomlArray)) {
            return array.isEmpty() ? List.of() : List.of(strings(array));
        }
        List<List<String>> lists = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            lists.add(strings(array.getArray(i)));
        }
        return lists;
    }

    private static List<String> strings(TomlArray array) {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            strings.add(array.getString(i));
        }
        return strings;
    }

    private static Map<String, String> texts(TomlTable table) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            texts.put(key, (String) value(table, key));
        }
        return texts;
    }

    /** Keys are field names with dots, which a plain lookup would take for paths. */
    private static Object value(TomlTable table, String key) {
        return table.get(List.of(key));
    }
}
