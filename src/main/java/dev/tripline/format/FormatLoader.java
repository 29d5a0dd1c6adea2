// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.toml.TomlError;
import dev.tripline.toml.TomlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds and loads format files: those that come with the program, and others that users write. */
final class FormatLoader {

    private static final String SUFFIX = ".toml";

    private final List<Format> formats = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private FormatLoader() {}

    /** A table that comes with the program. */
    static Format shipped(String name) {
        String resource = name + SUFFIX;
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
        Set<Path> files = new LinkedHashSet<>();
        paths.forEach(path -> loader.find(path, files));
        files.forEach(loader::loadFile);
        if (!loader.problems.isEmpty()) {
            throw new FormatException(loader.problems);
        }
        return List.copyOf(loader.formats);
    }

    private void find(Path path, Set<Path> files) {
        if (!Files.exists(path)) {
            refuse(path, "there is no such file or directory; check the path of the formats");
            return;
        }
        try (Stream<Path> walked = Files.walk(path)) {
            List<Path> found =
                    walked.filter(file -> file.equals(path) || file.toString().endsWith(SUFFIX))
                            .filter(Files::isRegularFile)
                            .map(Path::normalize)
                            .sorted()
                            .toList();
            if (found.isEmpty()) {
                refuse(path, "there is no *.toml file in this directory");
            }
            files.addAll(found);
        } catch (IOException | UncheckedIOException e) {
            refuse(path, "cannot be searched for formats: " + e.getMessage());
        }
    }

    private void loadFile(Path path) {
        try {
            TomlFile file = new TomlFile(path.toString(), Files.readString(path));
            Optional<Format> format = FormatFile.read(file);
            format.ifPresent(one -> add(path, one));
            file.errors().stream().map(TomlError::toString).sorted().forEach(problems::add);
        } catch (CharacterCodingException e) {
            refuse(path, "this is not UTF-8 text; save the file as UTF-8");
        } catch (IOException e) {
            refuse(path, "cannot be read: " + e.getMessage());
        }
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
