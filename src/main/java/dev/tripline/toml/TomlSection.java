// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a TOML file. Values of the wrong kind are reported to the file and then treated as
 * missing, so that one run finds everything that is wrong.
 */
public final class TomlSection {

    private final TomlFile file;
    private final String name;
    private final TomlTable table;
    private final TomlPosition start;

    /**
     * @param name dotted path for messages, empty for the file itself
     * @param start where the table begins
     */
    TomlSection(TomlFile file, String name, TomlTable table, TomlPosition start) {
        this.file = file;
        this.name = name;
        this.table = table;
        this.start = start;
    }

    /** The string of a key that must be there and say something; empty after a report. */
    public String requiredText(String key) {
        if (isMissing(key, TomlKind.TEXT)) {
            return "";
        }
        Optional<String> text = text(key);
        if (text.isPresent() && text.get().isBlank()) {
            refuse(key, path(key) + " is empty; " + TomlKind.TEXT.remedy(path(key)));
        }
        return text.orElse("");
    }

    public Optional<String> text(String key) {
        return holds(key, TomlKind.TEXT)
                ? Optional.of(table.getString(List.of(key)))
                : Optional.empty();
    }

    public OptionalLong requiredWholeNumber(String key) {
        return !isMissing(key, TomlKind.WHOLE_NUMBER) && holds(key, TomlKind.WHOLE_NUMBER)
                ? OptionalLong.of(table.getLong(List.of(key)))
                : OptionalLong.empty();
    }

    public Optional<Boolean> flag(String key) {
        return holds(key, TomlKind.FLAG)
                ? Optional.of(table.getBoolean(List.of(key)))
                : Optional.empty();
    }

    /** Empty also if the key is missing. */
    public List<String> texts(String key) {
        if (!holds(key, TomlKind.TEXTS)) {
            return List.of();
        }
        TomlArray list = table.getArray(List.of(key));
        return IntStream.range(0, list.size()).mapToObj(list::getString).toList();
    }

    /** At least one string; empty after a report. */
    public List<String> requiredTexts(String key) {
        if (isMissing(key, TomlKind.TEXTS)) {
            return List.of();
        }
        if (!holds(key, TomlKind.TEXTS)) {
            return List.of();
        }
        List<String> texts = texts(key);
        if (texts.isEmpty()) {
            refuse(key, path(key) + " is empty; " + TomlKind.TEXTS.remedy(path(key)));
        }
        return texts;
    }

    /** Empty also if the key is missing. */
    public List<TomlSection> tables(String key) {
        if (!holds(key, TomlKind.TABLES)) {
            return List.of();
        }
        TomlArray list = table.getArray(List.of(key));
        return IntStream.range(0, list.size())
                .mapToObj(
                        i ->
                                new TomlSection(
                                        file, path(key), list.getTable(i), list.inputPositionOf(i)))
                .toList();
    }

    public Optional<TomlSection> table(String key) {
        return holds(key, TomlKind.TABLE)
                ? Optional.of(
                        new TomlSection(file, path(key), table.getTable(List.of(key)), keyOf(key)))
                : Optional.empty();
    }

    public Optional<TomlSection> requiredTable(String key) {
        return isMissing(key, TomlKind.TABLE) ? Optional.empty() : table(key);
    }

    /** In the order in which they are written. */
    public List<String> keys() {
        return List.copyOf(table.keySet());
    }

    /** A {@link String}, number, boolean, {@link TomlArray} or {@link TomlTable}. */
    public Object value(String key) {
        return table.get(List.of(key));
    }

    /** Reports every key that is not one of {@code known}. */
    public void refuseOthers(List<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                file.refuse(
                        keyOf(key),
                        "there is no key " + path(key) + "; use " + String.join(", ", known));
            }
        }
    }

    /** Reports a value of another kind; a missing key is fine. */
    public boolean holds(String key, TomlKind kind) {
        Object value = value(key);
        if (value == null || kind.fits(value)) {
            return value != null;
        }
        refuse(key, path(key) + " is " + TomlKind.describe(value) + "; " + kind.remedy(path(key)));
        return false;
    }

    /** Reports a problem with the value of a key, or with its absence. */
    public void refuse(String key, String message) {
        file.refuse(value(key) == null ? start : valueOf(key), message);
    }

    public TomlPosition valueOf(String key) {
        return file.text().valueOf(keyOf(key));
    }

    /** The values of all keys but {@code known} as plain Java values. */
    public Map<String, Object> except(Set<String> known) {
        return TomlValues.of(table, known);
    }

    /** {@code rule.severity}. */
    public String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    private boolean isMissing(String key, TomlKind kind) {
        boolean missing = value(key) == null;
        if (missing) {
            file.refuse(start, path(key) + " is missing; " + kind.remedy(path(key)));
        }
        return missing;
    }

    /** Of a key that is missing: where the table begins. */
    private TomlPosition keyOf(String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? start : position;
    }
}
