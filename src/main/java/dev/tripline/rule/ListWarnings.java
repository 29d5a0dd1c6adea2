// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Suggestion;
import dev.tripline.eql.ValueList;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlPaths;
import dev.tripline.toml.TomlSection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlPosition;

/**
 * Finds lists of a deployment that were surely meant to be others: no query names them, and their
 * names are nearly those of lists that come with the program, which stay as they were.
 */
public final class ListWarnings {

    private static final List<String> SHIPPED =
            DeploymentContext.SHIPPED.lists().stream().map(ValueList::name).toList();

    private ListWarnings() {}

    /** In the order of files, lines and columns. */
    public static List<RuleError> of(DeploymentContext context, LoadedRules loaded) {
        List<TomlFile> files = new ArrayList<>();
        // What cannot be opened any more was told of when it was loaded.
        TomlPaths.open(context.files(), "context", files::add, (path, problem) -> {});
        List<RuleError> warnings = new ArrayList<>();
        for (TomlFile file : files) {
            Optional<TomlSection> lists = file.section("lists");
            for (String name : lists.map(TomlSection::keys).orElse(List.of())) {
                String nearest = Suggestion.nearest(name, SHIPPED);
                if (nearest != null && !SHIPPED.contains(name) && !isNamed(name, loaded)) {
                    TomlPosition place = lists.get().valueOf(name);
                    warnings.add(
                            new RuleError(
                                    file.name(),
                                    place.line(),
                                    place.column(),
                                    "no rule names $"
                                            + name
                                            + ", so this changes nothing; did you mean \""
                                            + nearest
                                            + "\"?"));
                }
            }
        }
        return warnings.stream().sorted().toList();
    }

    private static boolean isNamed(String list, LoadedRules loaded) {
        return isNamed(list, loaded.rules().stream().map(Rule::queryText).toList())
                || isNamed(
                        list, loaded.exemptions().stream().map(Exemption::conditionText).toList());
    }

    private static boolean isNamed(String list, Collection<String> queries) {
        return queries.stream().anyMatch(query -> query.contains("$" + list));
    }
}
