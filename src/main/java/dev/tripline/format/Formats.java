// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The formats that a source can name. */
public final class Formats {

    static final String AUTO = "auto";

    /** In the order in which they are tried: special ones first, the last takes nearly anything. */
    private static final List<String> SHIPPED_NAMES =
            List.of(
                    "eks",
                    "aks",
                    "gke",
                    "kubernetes-audit",
                    "falco",
                    "tetragon",
                    "cloudtrail",
                    // Its lines may end in one of the daemon's, if a container runs that.
                    "container-log",
                    "docker",
                    "elastic-agent");

    /** Those that come with the program. */
    public static final Formats SHIPPED =
            new Formats(SHIPPED_NAMES.stream().map(FormatLoader::shipped).toList());

    private final Map<String, Format> tables = new LinkedHashMap<>();

    private Formats(Collection<Format> tables) {
        tables.forEach(table -> this.tables.putIfAbsent(table.name(), table));
    }

    /**
     * The shipped formats and others, which are tried before them and may take their names.
     *
     * @param paths format files, and directories of them
     * @throws FormatException if any cannot be used; says where and why
     */
    public static Formats with(Collection<Path> paths) throws FormatException {
        if (paths.isEmpty()) {
            return SHIPPED;
        }
        List<Format> tables = new ArrayList<>(FormatLoader.load(paths));
        tables.addAll(SHIPPED.tables.values());
        Formats formats = new Formats(tables);
        formats.refuseUnknownContents();
        return formats;
    }

    private void refuseUnknownContents() throws FormatException {
        List<String> problems =
                tables.values().stream()
                        .flatMap(
                                table ->
                                        table.contains().stream()
                                                .filter(name -> !tables.containsKey(name))
                                                .map(name -> unknownContent(table, name)))
                        .toList();
        if (!problems.isEmpty()) {
            throw new FormatException(problems);
        }
    }

    private String unknownContent(Format table, String name) {
        return "format "
                + table.name()
                + " contains "
                + name
                + ", which is none; use some of "
                + String.join(", ", tables.keySet());
    }

    /** All names that {@link #named} takes. */
    public List<String> names() {
        return Stream.concat(Stream.of(AUTO), tables.keySet().stream()).toList();
    }

    /**
     * @return empty if there is no format of that name
     */
    public Optional<SourceFormat> named(String name) {
        if (name.equals(AUTO)) {
            return Optional.of(new SourceFormat(AUTO, List.copyOf(tables.values()), true));
        }
        if (!tables.containsKey(name)) {
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>();
        addWithContents(name, names);
        List<Format> those = names.stream().map(tables::get).filter(Objects::nonNull).toList();
        return Optional.of(new SourceFormat(name, those, false));
    }

    private void addWithContents(String name, Set<String> names) {
        if (names.add(name) && tables.containsKey(name)) {
            tables.get(name).contains().forEach(content -> addWithContents(content, names));
        }
    }
}
