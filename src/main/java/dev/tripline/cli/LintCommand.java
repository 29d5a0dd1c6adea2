// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.Schema;
import dev.tripline.job.ConfigException;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.ErrorExcerpt;
import dev.tripline.rule.ExemptionWarnings;
import dev.tripline.rule.FeedingNotes;
import dev.tripline.rule.ListWarnings;
import dev.tripline.rule.LoadedRules;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleError;
import dev.tripline.rule.RuleException;
import dev.tripline.rule.RuleWarnings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tripline lint}: everything that is wrong or suspicious in rules, without running them. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Checks rules and shows every mistake with its file, line and column;",
            "as warnings what is allowed but surely not meant, and as notes what no format gives."
        })
final class LintCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Rule files, or directories of them; job/rules if none is given.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--strict", description = "Take warnings for mistakes.")
    private boolean strict;

    @Mixin private SchemaOption schema;

    @Mixin private ContextOption context;

    @Mixin private ExceptionOption exceptions;

    @Override
    public Integer call() throws IOException, ConfigException, RuleException {
        PrintWriter out = spec.commandLine().getOut();
        DeploymentContext known = context.load();
        Schema types = known.over(schema.load());
        LoadedRules rules =
                RunnableRules.check(
                        paths.isEmpty() ? List.of(Home.rules()) : paths, types, exceptions.files());
        List<RuleError> found = new ArrayList<>(rules.errors());
        for (Rule rule : rules.rules()) {
            RuleWarnings.of(rule, types).stream().map(marked("warning: ")).forEach(found::add);
        }
        ExemptionWarnings.of(rules, types, Instant.now()).stream()
                .map(marked("warning: "))
                .forEach(found::add);
        ListWarnings.of(known, rules).stream().map(marked("warning: ")).forEach(found::add);
        int warnings = found.size() - rules.errors().size();
        for (Rule rule : rules.rules()) {
            FeedingNotes.of(rule).stream().map(marked("note: ")).forEach(found::add);
        }
        found.stream().sorted().forEach(error -> out.println(ErrorExcerpt.of(error)));
        out.printf(
                "%,d rules are good, %,d mistakes, %,d warnings%n",
                rules.rules().size(), rules.errors().size(), warnings);
        boolean good = rules.errors().isEmpty() && (warnings == 0 || !strict);
        return good ? 0 : Tripline.FAILED_CHECK;
    }

    private static UnaryOperator<RuleError> marked(String mark) {
        return error ->
                new RuleError(error.file(), error.line(), error.column(), mark + error.message());
    }
}
