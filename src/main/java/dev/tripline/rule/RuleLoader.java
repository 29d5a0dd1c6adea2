// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Schema;
import dev.tripline.toml.TomlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads rule files in the {@code [metadata]} and {@code [rule]} layout of public rule repositories.
 * A file that cannot be used does not hide what is wrong in the next one.
 */
public final class RuleLoader {

    private static final String SUFFIX = ".toml";

    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<RuleError> errors = new ArrayList<>();

    private final Schema schema;

    private RuleLoader(Schema schema) {
        this.schema = schema;
    }

    /** Like {@link #load(Collection, Schema)}, for fields that may hold anything. */
    public static LoadedRules load(Collection<Path> paths) {
        return load(paths, Schema.NONE);
    }

    /**
     * Loads what is found at some paths.
     *
     * @param paths files, and directories that are searched to the bottom for {@code *.toml}, in
     *     the order of their names; a file that is found twice is loaded once
     * @param schema of the fields that the queries may use
     */
    public static LoadedRules load(Collection<Path> paths, Schema schema) {
        RuleLoader loader = new RuleLoader(schema);
        Set<Path> files = new LinkedHashSet<>();
        paths.forEach(path -> loader.find(path, files));
        files.forEach(loader::loadFile);
        return loader.result();
    }

    /** Like {@link #load(Collection)}. */
    public static LoadedRules load(Path... paths) {
        return load(List.of(paths));
    }

    private void find(Path path, Set<Path> files) {
        if (!Files.exists(path)) {
            refuse(path, "there is no such file or directory; check the path of the rules");
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
                refuse(
                        path,
                        "there is no *.toml file in this directory; check the path of the rules");
            }
            files.addAll(found);
        } catch (IOException | UncheckedIOException e) {
            refuse(path, "cannot be searched for rules: " + e.getMessage());
        }
    }

    private void loadFile(Path path) {
        String content;
        try {
            content = Files.readString(path);
        } catch (CharacterCodingException e) {
            refuse(path, "this is not UTF-8 text; save the file as UTF-8");
            return;
        } catch (IOException e) {
            refuse(path, "cannot be read: " + e.getMessage());
            return;
        }
        TomlFile file = new TomlFile(path.toString(), content);
        Optional<Rule> rule = RuleReader.read(file, schema);
        rule.ifPresent(r -> add(file, r));
        file.errors().stream().map(RuleError::of).forEach(errors::add);
    }

    private void add(TomlFile file, Rule rule) {
        Rule first = rules.putIfAbsent(rule.id(), rule);
        if (first != null) {
            file.section("rule")
                    .orElseThrow()
                    .refuse(
                            "rule_id",
                            "rule.rule_id \""
                                    + rule.id()
                                    + "\" belongs to "
                                    + first.file()
                                    + " already; give one of the two another id");
        }
    }

    private void refuse(Path path, String message) {
        errors.add(new RuleError(path.toString(), 1, 1, message));
    }

    private LoadedRules result() {
        return new LoadedRules(List.copyOf(rules.values()), errors.stream().sorted().toList());
    }
}
