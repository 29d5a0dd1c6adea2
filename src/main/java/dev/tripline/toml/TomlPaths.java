// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Opens the files at some paths: files, and directories that are searched to the bottom. */
public final class TomlPaths {

    private static final String SUFFIX = ".toml";

    private final String wanted;
    private final BiConsumer<Path, String> problems;

    private TomlPaths(String wanted, BiConsumer<Path, String> problems) {
        this.wanted = wanted;
        this.problems = problems;
    }

    /**
     * Hands out every file once, those of a directory in the order of their names.
     *
     * @param wanted what should be in them, for messages: {@code rules}
     * @param problems takes a path and why it gives no file
     */
    public static void open(
            Collection<Path> paths,
            String wanted,
            Consumer<TomlFile> files,
            BiConsumer<Path, String> problems) {
        TomlPaths opened = new TomlPaths(wanted, problems);
        Set<Path> found = new LinkedHashSet<>();
        paths.forEach(path -> found.addAll(opened.find(path)));
        found.forEach(path -> opened.open(path, files));
    }

    private List<Path> find(Path path) {
        if (!Files.exists(path)) {
            problems.accept(
                    path, "there is no such file or directory; check the path of the " + wanted);
            return List.of();
        }
        try (Stream<Path> walked = Files.walk(path)) {
            List<Path> found =
                    walked.filter(file -> file.equals(path) || file.toString().endsWith(SUFFIX))
                            .filter(Files::isRegularFile)
                            .map(Path::normalize)
                            .sorted()
                            .toList();
            if (found.isEmpty()) {
                problems.accept(
                        path,
                        "there is no *.toml file in this directory; check the path of the "
                                + wanted);
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            problems.accept(path, "cannot be searched for " + wanted + ": " + e.getMessage());
            return List.of();
        }
    }

    private void open(Path path, Consumer<TomlFile> files) {
        TomlFile file;
        try {
            file = new TomlFile(path.toString(), Files.readString(path));
        } catch (CharacterCodingException e) {
            problems.accept(path, "this is not UTF-8 text; save the file as UTF-8");
            return;
        } catch (IOException e) {
            problems.accept(path, "cannot be read: " + e.getMessage());
            return;
        }
        files.accept(file);
    }
}
