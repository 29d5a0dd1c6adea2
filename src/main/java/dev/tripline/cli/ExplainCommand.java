// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.EqlError;
import dev.tripline.eql.Schema;
import dev.tripline.format.SourceFormat;
import dev.tripline.job.ConfigException;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tripline explain}: why events match a rule, or why they do not. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "tripline explain [--all] [--cluster=NAME] [--format=NAME] [--formats=PATH]... [--context=FILE]... [--exceptions=FILE]... RULE EVENTS",
            "tripline explain [--all] [--cluster=NAME] [--format=NAME] [--formats=PATH]... [--context=FILE]... --query=TEXT EVENTS"
        },
        description = {
            "Shows for each event which conditions of a rule hold and with which values;",
            "then what became of each chain of a sequence, each key of a sample or",
            "threshold and each new term, and which matches the pipes leave out.",
            "Tokens are masked."
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "RULE EVENTS",
            arity = "1..2",
            description = "A rule file, and a file with one JSON document per line, also gzipped.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--query",
            paramLabel = "TEXT",
            description = "Explain this query instead of a rule file.")
    private String query;

    @Mixin private FormatOption format;

    @Mixin private ClusterOption cluster;

    @Mixin private ContextOption context;

    @Mixin private ExceptionOption exceptions;

    @Option(names = "--all", description = "Show every event, also those that match nothing.")
    private boolean all;

    @Override
    public Integer call() throws Exception {
        if (files.size() != (query == null ? 2 : 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    query == null
                            ? "Name a rule file and a file of events."
                            : "With --query, name only a file of events.");
        }
        Path events = files.get(files.size() - 1);
        if (!Files.isReadable(events) || Files.isDirectory(events)) {
            throw new ConfigException("there is no file " + events);
        }
        SourceFormat sourceFormat = format.load();
        PrintWriter err = spec.commandLine().getErr();
        DeploymentContext known = context.load();
        Schema schema = known.over(Schema.NONE);
        EqlQueries asked = new EqlQueries(null, Rule.DEFAULT_CATEGORY_FIELD, schema);
        if (query != null) {
            List<EqlError> problems = asked.add("query", query);
            if (!problems.isEmpty()) {
                problems.forEach(err::println);
                return Tripline.BAD_REQUEST;
            }
        }
        Rule rule = query == null ? only(files.get(0), schema) : asked.rules().get(0);
        PrintWriter out = spec.commandLine().getOut();
        new ExplainRun(rule, sourceFormat, cluster.source(known), all, out).explain(events);
        out.flush();
        return 0;
    }

    private Rule only(Path file, Schema schema) throws RuleException, ConfigException {
        List<Rule> rules = RunnableRules.check(List.of(file), schema, exceptions.files()).orThrow();
        if (rules.size() > 1) {
            throw new ConfigException(file + " holds several rules; name the file of one");
        }
        return rules.get(0);
    }
}
