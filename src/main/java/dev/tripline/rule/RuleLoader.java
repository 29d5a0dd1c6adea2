// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Schema;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads rule files in the {@code [metadata]} and {@code [rule]} layout of public rule repositories.
 * A file that cannot be used does not hide what is wrong in the next one.
 */
public final class RuleLoader {

    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<RuleError> errors = new ArrayList<>();

    private final Schema schema;
    private final List<Exemption> exemptions;

    private RuleLoader(Schema schema, List<Exemption> exemptions) {
        this.schema = schema;
        this.exemptions = exemptions;
    }

    /**
     * Like {@link #load(Collection, Schema)}, for fields that may hold anything, with the lists
     * that come with the program.
     */
    public static LoadedRules load(Collection<Path> paths) {
        return load(paths, DeploymentContext.SHIPPED.over(Schema.NONE));
    }

    /**
     * Loads what is found at some paths.
     *
     * @param paths files, and directories that are searched to the bottom for {@code *.toml}, in
     *     the order of their names; a file that is found twice is loaded once
     * @param schema of the fields and with the value lists that the queries may use
     */
    public static LoadedRules load(Collection<Path> paths, Schema schema) {
        return load(paths, schema, List.of());
    }

    /**
     * The same, with exceptions.
     *
     * @param exceptions files, and directories of them, like those of rules
     */
    public static LoadedRules load(
            Collection<Path> paths, Schema schema, Collection<Path> exceptions) {
        ExemptionLoader exempting = ExemptionLoader.load(exceptions, schema);
        RuleLoader loader = new RuleLoader(schema, exempting.exemptions());
        loader.errors.addAll(exempting.errors());
        TomlPaths.open(paths, "rules", loader::read, loader::refuse);
        return loader.result();
    }

    /** Like {@link #load(Collection)}. */
    public static LoadedRules load(Path... paths) {
        return load(List.of(paths));
    }

    private void read(TomlFile file) {
        Optional<Rule> rule = RuleReader.read(file, schema, exemptions);
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
        return new LoadedRules(
                List.copyOf(rules.values()), exemptions, errors.stream().sorted().toList());
    }
}
