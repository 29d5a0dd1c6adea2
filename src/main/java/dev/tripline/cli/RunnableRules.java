// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.UnsupportedQuery;
import dev.tripline.eql.Schema;
import dev.tripline.job.ConfigException;
import dev.tripline.job.JobConfig;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.LoadedRules;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleError;
import dev.tripline.rule.RuleException;
import dev.tripline.rule.RuleLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Rules that are not only well written but that the engine can run. */
final class RunnableRules {

    private RunnableRules() {}

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

    /** The rules of a job that are switched on. */
    static List<Rule> load(JobConfig job) throws RuleException, ConfigException, IOException {
        Schema schema = DeploymentContext.load(job.context()).over(SchemaOption.load(job.schema()));
        return check(job.rules(), schema).orThrow().stream().filter(Rule::enabled).toList();
    }
}
