// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.EqlError;
import dev.tripline.job.ConfigException;
import dev.tripline.rule.DeploymentContext;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tripline eql}: queries over a file of JSON documents, through the operators of the job.
 */
@Command(
        name = "eql",
        mixinStandardHelpOptions = true,
        description = {
            "Runs EQL queries over a file of JSON documents and prints a JSON line for each match,",
            "in the order of the last events."
        })
final class EqlCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            required = true,
            description = "One JSON document per line, with any fields; also gzipped.")
    private Path events;

    @ArgGroup(multiplicity = "1")
    private Asked asked;

    /** A query, or a file of them. */
    static final class Asked {
        @Parameters(paramLabel = "QUERY", description = "The query.")
        private String query;

        @Option(
                names = "--queries",
                paramLabel = "FILE",
                description = "Many queries in one pass: lines of {\"name\": …, \"query\": …}.")
        private Path queries;
    }

    @Option(
            names = "--id-field",
            defaultValue = "event.id",
            paramLabel = "NAME",
            description = "What identifies an event, else its line (default: ${DEFAULT-VALUE}).")
    private String idField;

    @Option(
            names = "--timestamp-field",
            defaultValue = "@timestamp",
            paramLabel = "NAME",
            description = "When an event happened (default: ${DEFAULT-VALUE}).")
    private String timestampField;

    @Option(
            names = "--tiebreaker-field",
            paramLabel = "NAME",
            description = "What orders events of the same time, else their lines.")
    private String tiebreakerField;

    @Option(
            names = "--category-field",
            defaultValue = "event.category",
            paramLabel = "NAME",
            description =
                    "What the category of a query is compared with (default: ${DEFAULT-VALUE}).")
    private String categoryField;

    @Mixin private SchemaOption schema;

    @Mixin private ContextOption context;

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(events) || Files.isDirectory(events)) {
            throw new ConfigException("there is no file " + events);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        DeploymentContext known = context.load();
        EqlQueries queries =
                new EqlQueries(
                        tiebreakerField,
                        categoryField,
                        known.over(schema.load()).withTimestampField(timestampField));
        if (asked.query == null) {
            for (String error : queries.addAll(asked.queries)) {
                out.println(error);
            }
        } else {
            List<EqlError> problems = queries.add("query", asked.query);
            if (!problems.isEmpty()) {
                for (EqlError problem : problems) {
                    err.printf("%d:%d: %s%n", problem.line(), problem.column(), problem.message());
                }
                return Tripline.BAD_REQUEST;
            }
        }
        new EqlRun(queries.rules(), idField, known)
                .matches(events, timestampField, err)
                .forEach(out::println);
        out.flush();
        return 0;
    }
}
