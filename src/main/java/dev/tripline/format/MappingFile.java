// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Source;
import dev.tripline.toml.TomlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Reads the mappings of a format file: a path, a table with a path, or a list of such. */
final class MappingFile {

    private static final List<String> KEYS = List.of("path", "match", "transform", "values");

    private final TomlSection section;
    private final String key;
    private final List<Source> sources = new ArrayList<>();

    private MappingFile(TomlSection section, String key) {
        this.section = section;
        this.key = key;
    }

    /** Empty if the key is missing, or after a report. */
    static Mapping read(TomlSection section, String key) {
        MappingFile mapping = new MappingFile(section, key);
        Object value = section.value(key);
        List<?> alternatives =
                value instanceof TomlArray list
                        ? list.toList()
                        : value == null ? List.of() : List.of(value);
        alternatives.forEach(mapping::add);
        if (value != null && alternatives.isEmpty()) {
            mapping.refuse("is an empty list; write the path of the value");
        }
        return new Mapping(List.copyOf(mapping.sources));
    }

    private void add(Object value) {
        if (value instanceof String path) {
            sources.addAll(Mapping.of(path).sources());
        } else if (value instanceof TomlTable table) {
            add(table);
        } else {
            refuse("is no path; write \"a.path\", { path = \"a.path\", … }, or a list of them");
        }
    }

    private void add(TomlTable table) {
        Object path = table.get("path");
        Optional<List<String>> paths =
                path instanceof String one ? Optional.of(List.of(one)) : texts(path);
        if (paths.isEmpty() || paths.get().isEmpty()) {
            refuse(
                    "has no path; write { path = \"a.path\", … }, and put a field's name that has"
                            + " dots in quotes");
            return;
        }
        for (String unknown : table.keySet()) {
            if (!KEYS.contains(unknown)) {
                refuse("has a key " + unknown + "; use " + String.join(", ", KEYS));
            }
        }
        String match = match(table.get("match"));
        List<Transform> transforms = transforms(table.get("transform"));
        Map<String, Object> values = values(table.get("values"));
        paths.get().forEach(one -> sources.add(new Source(one, match, transforms, values)));
    }

    private String match(Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof String pattern)) {
            refuse("has a match that is no text; write match = '^prefix/(.*)'");
            return null;
        }
        if (compiles(section, key, pattern) && Pattern.compile(pattern).groupCount() != 1) {
            refuse(
                    "has a match with "
                            + Pattern.compile(pattern).groupCount()
                            + " groups; put the one part that is wanted in ( ), others in (?: )");
        }
        return pattern;
    }

    private List<Transform> transforms(Object value) {
        if (value == null) {
            return List.of();
        }
        List<String> words =
                value instanceof String word ? List.of(word) : texts(value).orElse(List.of(""));
        List<Transform> transforms = new ArrayList<>();
        for (String word : words) {
            Optional<Transform> transform = Transform.of(word);
            if (transform.isEmpty()) {
                refuse(
                        "has no transform \""
                                + word
                                + "\"; use some of "
                                + String.join(", ", Transform.words()));
            }
            transform.ifPresent(transforms::add);
        }
        return List.copyOf(transforms);
    }

    private Map<String, Object> values(Object value) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (value instanceof TomlTable table) {
            for (String from : table.keySet()) {
                Object to = table.get(List.of(from));
                if (isScalar(to)) {
                    values.put(from, to);
                } else {
                    refuse("has values that are no texts, numbers, true or false");
                }
            }
        } else if (value != null) {
            refuse("has values that are no table; write values = { allow = \"success\" }");
        }
        return values;
    }

    private void refuse(String problem) {
        section.refuse(key, section.path(key) + " " + problem);
    }

    /** Reports a pattern that is none. */
    static boolean compiles(TomlSection section, String key, String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException e) {
            section.refuse(
                    key,
                    section.path(key)
                            + " has a pattern that is none: "
                            + e.getDescription()
                            + "; use the syntax of RE2");
            return false;
        }
    }

    /** Empty if {@code value} is no list of texts. */
    static Optional<List<String>> texts(Object value) {
        if (!(value instanceof TomlArray list)
                || !list.toList().stream().allMatch(String.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(list.toList().stream().map(String.class::cast).toList());
    }

    static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
