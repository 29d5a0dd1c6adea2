// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.job.ConfigException;
import dev.tripline.rule.ErrorExcerpt;
import dev.tripline.rule.RuleException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code tripline}. Ends with 0 if all is well, 1 if a check failed, 2 if it was asked for
 * something it cannot do.
 */
@Command(
        name = "tripline",
        description = "Finds stolen container and cloud credentials in streams of security events.",
        mixinStandardHelpOptions = true,
        versionProvider = Tripline.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:a rule or a rule test is wrong",
            "2:wrong usage, configuration, input or query"
        },
        subcommands = {
            RunCommand.class,
            CoverageCommand.class,
            DeadLettersCommand.class,
            EqlCommand.class,
            ExplainCommand.class,
            FieldsCommand.class,
            LintCommand.class,
            SearchCommand.class,
            TestCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Tripline implements Runnable {

    static final int FAILED_CHECK = 1;
    static final int BAD_REQUEST = 2;

    @Spec private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error.")
    private boolean debug;

    private Exception failure;

    /**
     * @throws IllegalStateException with what else would stand on standard error, in a cluster's
     *     client: it may live inside the JobManager, which must outlive a bad request
     */
    public static void main(String... arguments) {
        Tripline tripline = new Tripline();
        CommandLine commandLine = commandLine(tripline);
        if (Home.isEmbedded()) {
            System.exit(commandLine.execute(arguments));
        }
        StringWriter said = new StringWriter();
        int code = commandLine.setErr(new PrintWriter(said)).execute(arguments);
        if (code != 0) {
            throw new IllegalStateException(said.toString().strip(), tripline.failure);
        }
    }

    static CommandLine commandLine(Tripline tripline) {
        return new CommandLine(tripline)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (exception, commandLine, parsed) ->
                                tripline.explain(exception, commandLine));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    private int explain(Exception exception, CommandLine commandLine) {
        failure = exception;
        PrintWriter err = commandLine.getErr();
        if (debug) {
            exception.printStackTrace(err);
        }
        if (exception instanceof RuleException rules) {
            rules.errors().forEach(error -> err.println(ErrorExcerpt.of(error)));
        } else if (exception instanceof ConfigException) {
            exception.getMessage().lines().forEach(line -> err.println("error: " + line));
        } else {
            err.println("error: " + rootMessage(exception));
            if (!debug) {
                err.println("(--debug shows where)");
            }
        }
        err.flush();
        return BAD_REQUEST;
    }

    private static String rootMessage(Throwable exception) {
        Throwable root = exception;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** The version in the job jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tripline.class.getPackage().getImplementationVersion();
            return new String[] {"tripline " + (version == null ? "(unpacked)" : version)};
        }
    }
}
