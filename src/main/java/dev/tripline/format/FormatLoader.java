// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.toml.TomlError;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlPaths;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds and loads format files: those that come with the program, and others that users write. */
final class FormatLoader {

    private final List<Format> formats = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private FormatLoader() {}

    /** A table that comes with the program. */
    static Format shipped(String name) {
        String resource = name + ".toml";
        try (InputStream stream = FormatLoader.class.getResourceAsStream(resource)) {
            String content = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            TomlFile file = new TomlFile(resource, content);
            return FormatFile.read(file)
                    .orElseThrow(() -> new IllegalStateException(file.errors().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The tables at some paths.
     *
     * @param paths files, and directories that are searched to the bottom for {@code *.toml}
     * @throws FormatException with everything that is wrong in any of them
     */
    static List<Format> load(Collection<Path> paths) throws FormatException {
        FormatLoader loader = new FormatLoader();
        TomlPaths.open(paths, "formats", loader::read, loader::refuse);
        if (!loader.problems.isEmpty()) {
            throw new FormatException(loader.problems);
        }
        return List.copyOf(loader.formats);
    }

    private void read(TomlFile file) {
        Optional<Format> format = FormatFile.read(file);
        format.ifPresent(one -> add(Path.of(file.name()), one));
        file.errors().stream().map(TomlError::toString).sorted().forEach(problems::add);
    }

    private void add(Path path, Format format) {
        if (formats.stream().anyMatch(other -> other.name().equals(format.name()))) {
            refuse(path, "another file has a format " + format.name() + "; rename one of the two");
        }
        formats.add(format);
    }

    private void refuse(Path path, String problem) {
        problems.add(path + ": " + problem);
    }
}
