// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.UnsupportedQuery;
import dev.tripline.eql.Schema;
import dev.tripline.job.ConfigException;
import dev.tripline.job.JobConfig;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.ExemptionWarnings;
import dev.tripline.rule.ListWarnings;
import dev.tripline.rule.LoadedRules;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleError;
import dev.tripline.rule.RuleException;
import dev.tripline.rule.RuleLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Rules that are not only well written but that the engine can run. */
final class RunnableRules {

    private RunnableRules() {}

    /**
     * Everything that keeps a rule from running, and the rules that nothing keeps.
     *
     * @param exceptions files of them, and directories
     */
    static LoadedRules check(Collection<Path> paths, Schema schema, Collection<Path> exceptions) {
        LoadedRules loaded = RuleLoader.load(paths, schema, exceptions);
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
        return new LoadedRules(runnable, loaded.exemptions(), errors.stream().sorted().toList());
    }

    /**
     * The rules of a job that are switched on.
     *
     * @param warnings is told of exceptions that do nothing any more, or too much, and of lists
     *     that were meant to be others
     */
    static List<Rule> load(JobConfig job, Consumer<RuleError> warnings)
            throws RuleException, ConfigException, IOException {
        DeploymentContext context = DeploymentContext.load(job.context());
        Schema schema = context.over(SchemaOption.load(job.schema()));
        LoadedRules loaded = check(job.rules(), schema, job.exceptions());
        List<Rule> rules = loaded.orThrow();
        ExemptionWarnings.of(loaded, schema, Instant.now()).forEach(warnings);
        ListWarnings.of(context, loaded).forEach(warnings);
        return rules.stream().filter(Rule::enabled).toList();
    }
}
