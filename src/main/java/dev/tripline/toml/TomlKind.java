// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

import java.util.stream.IntStream;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** What a key of a file may hold. */
public enum TomlKind {
    TEXT("a string", "key = \"…\""),
    WHOLE_NUMBER("a whole number", "key = 47"),
    FLAG("true or false", "key = true"),
    TEXTS("a list of strings", "key = [\"…\", \"…\"]"),
    TABLE("a table", "[key]"),
    TABLES("a list of tables", "[[key]]");

    private final String words;
    private final String example;

    TomlKind(String words, String example) {
        this.words = words;
        this.example = example;
    }

    public boolean fits(Object value) {
        return switch (this) {
            case TEXT -> value instanceof String;
            case WHOLE_NUMBER -> value instanceof Long;
            case FLAG -> value instanceof Boolean;
            case TEXTS -> value instanceof TomlArray list && holdsOnly(String.class, list);
            case TABLE -> value instanceof TomlTable;
            case TABLES -> value instanceof TomlArray list && holdsOnly(TomlTable.class, list);
        };
    }

    /**
     * For example {@code write a string: name = "…"}.
     *
     * @param path dotted; a table is written with all of it, a value with its last part
     */
    public String remedy(String path) {
        boolean isTable = this == TABLE || this == TABLES;
        String key = isTable ? path : path.substring(path.lastIndexOf('.') + 1);
        return "write " + words + ": " + example.replace("key", key);
    }

    /** For example {@code "a text"}, {@code 3}, {@code a list}. */
    public static String describe(Object value) {
        if (value instanceof String text) {
            return '"' + text + '"';
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof TomlArray) {
            return "a list";
        }
        return value instanceof TomlTable ? "a table" : "a date or time";
    }

    private static boolean holdsOnly(Class<?> type, TomlArray list) {
        return IntStream.range(0, list.size()).mapToObj(list::get).allMatch(type::isInstance);
    }
}
