// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import com.google.re2j.Pattern;
import dev.tripline.format.Format.Envelope;
import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Recognition;
import dev.tripline.format.Format.Shape;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * Reads one format file. Everything that is wrong in it ends up in the file's errors; a format
 * comes out only if nothing is.
 */
final class FormatFile {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private final TomlFile file;

    private FormatFile(TomlFile file) {
        this.file = file;
    }

    static Optional<Format> read(TomlFile file) {
        if (!file.errors().isEmpty()) {
            // What a broken file seems to say is not worth further complaints.
            return Optional.empty();
        }
        Format format = new FormatFile(file).format(file.root());
        return file.errors().isEmpty() ? Optional.of(format) : Optional.empty();
    }

    private Format format(TomlSection root) {
        root.refuseOthers(
                List.of(
                        "name",
                        "contains",
                        "embedded",
                        "time",
                        "identity",
                        "prefix",
                        "constants",
                        "fields",
                        "line",
                        "envelope",
                        "event"));
        List<Envelope> envelopes = root.tables("envelope").stream().map(this::envelope).toList();
        Map<String, Object> constants = constants(root);
        Map<String, Mapping> fields = fields(root);
        List<Shape> shapes =
                root.tables("event").stream()
                        .flatMap(event -> shapes(event, root, constants, fields).stream())
                        .toList();
        if (root.value("event") == null && envelopes.isEmpty()) {
            file.refuse(
                    TomlFile.START,
                    "there is no [[event]] table; write one with recognise, time and fields");
        }
        return new Format(
                name(root),
                root.texts("contains"),
                root.texts("embedded"),
                root.tables("line").stream().map(this::line).toList(),
                envelopes,
                shapes);
    }

    private static String name(TomlSection root) {
        String name = root.requiredText("name");
        if (!name.isBlank() && (!NAME.matches(name) || name.equals(Formats.AUTO))) {
            root.refuse(
                    "name",
                    "a format cannot be called \""
                            + name
                            + "\"; use lower-case letters, digits and \"-\", and not \"auto\"");
        }
        return name;
    }

    private String line(TomlSection line) {
        line.refuseOthers(List.of("pattern"));
        String pattern = line.requiredText("pattern");
        if (MappingFile.compiles(line, "pattern", pattern)
                && !pattern.isBlank()
                && Pattern.compile(pattern).namedGroups().isEmpty()) {
            line.refuse("pattern", "the pattern finds nothing; name its groups: (?P<time>[^ ]+)");
        }
        return pattern;
    }

    private Envelope envelope(TomlSection envelope) {
        envelope.refuseOthers(List.of("recognise", "items", "constants", "fields"));
        return new Envelope(
                envelope.requiredText("items"),
                recognitions(envelope),
                constants(envelope),
                fields(envelope));
    }

    /** One for each object that the event may stand at. */
    private static List<Shape> shapes(
            TomlSection event,
            TomlSection root,
            Map<String, Object> sharedConstants,
            Map<String, Mapping> sharedFields) {
        Shape written = shape(event, root);
        List<String> objects =
                event.value("at") instanceof TomlArray
                        ? event.texts("at")
                        : event.text("at").map(List::of).orElse(List.of());
        Map<String, Object> constants = new LinkedHashMap<>(sharedConstants);
        constants.putAll(written.constants());
        Map<String, Mapping> fields = new LinkedHashMap<>(sharedFields);
        fields.putAll(written.fields());
        Shape whole = written.with(constants, fields);
        if (objects.isEmpty()) {
            return List.of(RelativePaths.NOWHERE.resolve(whole));
        }
        return objects.stream().map(RelativePaths::new).map(at -> at.resolve(whole)).toList();
    }

    private static Shape shape(TomlSection event, TomlSection root) {
        event.refuseOthers(
                List.of(
                        "at",
                        "recognise",
                        "time",
                        "identity",
                        "request",
                        "order",
                        "prefix",
                        "objects",
                        "dedotted",
                        "constants",
                        "fields"));
        return new Shape(
                recognitions(event),
                time(sayer("time", event, root)),
                identity(sayer("identity", event, root)),
                event.texts("request"),
                order(event),
                sayer("prefix", event, root).text("prefix").orElse(null),
                objects(event),
                event.texts("dedotted"),
                constants(event),
                fields(event));
    }

    /** What is said once for all events of the file need not be said in each. */
    private static TomlSection sayer(String key, TomlSection event, TomlSection root) {
        return event.value(key) == null && root.value(key) != null ? root : event;
    }

    private static List<Recognition> recognitions(TomlSection section) {
        List<Recognition> recognitions = new ArrayList<>();
        Object value = section.value("recognise");
        List<?> alternatives = value instanceof TomlArray list ? list.toList() : list(value);
        for (Object alternative : alternatives) {
            Optional<Recognition> recognition = recognition(alternative);
            if (recognition.isEmpty()) {
                recognitions.clear();
                break;
            }
            recognitions.add(recognition.get());
        }
        if (recognitions.isEmpty()) {
            section.refuse(
                    "recognise",
                    section.path("recognise")
                            + " says nothing; write paths in quotes and the texts that they must"
                            + " have: recognise = { kind = \"Event\", \"user.id\" = \"*\" }");
        }
        return List.copyOf(recognitions);
    }

    private static List<Object> list(Object value) {
        return value == null ? List.of() : List.of(value);
    }

    private static Optional<Recognition> recognition(Object value) {
        if (!(value instanceof TomlTable table) || table.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (String path : table.keySet()) {
            if (!(table.get(List.of(path)) instanceof String text)) {
                return Optional.empty();
            }
            texts.put(path, text);
        }
        return Optional.of(new Recognition(texts));
    }

    private static Mapping time(TomlSection event) {
        Mapping time = MappingFile.read(event, "time");
        if (event.value("time") == null) {
            event.refuse(
                    "time", "event.time is missing; write where the time stands: time = [\"…\"]");
        }
        return time;
    }

    private static List<List<String>> identity(TomlSection event) {
        if (!(event.value("identity") instanceof TomlArray array)) {
            event.texts("identity");
            return List.of();
        }
        if (array.isEmpty() || array.get(0) instanceof String) {
            List<String> paths = event.texts("identity");
            return paths.isEmpty() ? List.of() : List.of(paths);
        }
        List<List<String>> alternatives = new ArrayList<>();
        for (Object alternative : array.toList()) {
            Optional<List<String>> paths = MappingFile.texts(alternative);
            if (paths.isEmpty()) {
                event.refuse(
                        "identity",
                        "event.identity is neither a list of paths nor a list of such lists; write"
                                + " identity = [[\"uuid\"], [\"id\", \"stage\"]]");
                return List.of();
            }
            alternatives.add(paths.get());
        }
        return List.copyOf(alternatives);
    }

    private static List<Mapping> order(TomlSection event) {
        if (event.value("order") == null) {
            return null;
        }
        return MappingFile.read(event, "order").sources().stream()
                .map(source -> new Mapping(List.of(source)))
                .toList();
    }

    private static Map<String, String> objects(TomlSection event) {
        Map<String, String> objects = new LinkedHashMap<>();
        event.table("objects")
                .ifPresent(
                        section ->
                                section.keys()
                                        .forEach(
                                                key ->
                                                        objects.put(
                                                                key, section.requiredText(key))));
        return objects;
    }

    private static Map<String, Object> constants(TomlSection event) {
        Map<String, Object> constants = new LinkedHashMap<>();
        Optional<TomlSection> section = event.table("constants");
        for (String field : section.map(TomlSection::keys).orElse(List.of())) {
            Object value = section.orElseThrow().value(field);
            if (MappingFile.isScalar(value)) {
                constants.put(field, value);
            } else {
                section.orElseThrow()
                        .refuse(
                                field,
                                "write a text, a number, or true or false; a field's name with"
                                        + " dots stands in quotes: \"event.kind\" = \"event\"");
            }
        }
        return constants;
    }

    private static Map<String, Mapping> fields(TomlSection section) {
        Map<String, Mapping> fields = new LinkedHashMap<>();
        section.table("fields")
                .ifPresent(
                        table ->
                                table.keys()
                                        .forEach(
                                                field ->
                                                        fields.put(
                                                                field,
                                                                MappingFile.read(table, field))));
        return fields;
    }
}
