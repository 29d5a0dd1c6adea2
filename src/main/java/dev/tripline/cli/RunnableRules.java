// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.UnsupportedQuery;
import dev.tripline.eql.Schema;
import dev.tripline.rule.LoadedRules;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleError;
import dev.tripline.rule.RuleException;
import dev.tripline.rule.RuleLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Rules that are not only well written but that the engine can run. */
final class RunnableRules {

    private RunnableRules() {}

    /** Like {@link #check(Collection, Schema)}, for fields that may hold anything. */
    static LoadedRules check(Collection<Path> paths) {
        return check(paths, Schema.NONE);
    }

    /** Everything that keeps a rule from running, and the rules that nothing keeps. */
    static LoadedRules check(Collection<Path> paths, Schema schema) {
        LoadedRules loaded = RuleLoader.load(paths, schema);
        List<Rule> runnable = new ArrayList<>();
        List<RuleError> errors = new ArrayList<>(loaded.errors());
        for (Rule rule : loaded.rules()) {
            UnsupportedQuery.reason(rule.query())
                    .ifPresentOrElse(
                            reason ->
                                    errors.add(
                                            new RuleError(
                                                    rule.file(), 1, 1, rule.id() + ": " + reason)),
                            () -> runnable.add(rule));
        }
        return new LoadedRules(runnable, errors.stream().sorted().toList());
    }

    /** The rules that are switched on. */
    static List<Rule> load(Collection<Path> paths, Schema schema) throws RuleException {
        return check(paths, schema).orThrow().stream().filter(Rule::enabled).toList();
    }
}
