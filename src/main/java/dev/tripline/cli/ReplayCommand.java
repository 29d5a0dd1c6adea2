// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.event.Redactor;
import dev.tripline.job.ConfigChecks;
import dev.tripline.job.ConfigException;
import dev.tripline.job.ConfigLoader;
import dev.tripline.job.DetectionJob;
import dev.tripline.job.JobConfig;
import dev.tripline.job.RedactionKey;
import dev.tripline.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tripline deadletters replay}: the job over its own dead letters, embedded. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates the rules on dead letters that can be read now.",
            "Each is read as its source is configured now. Alerts go where the configuration says,",
            "added to what is there; so do letters that still cannot be read."
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Sources, rules, sinks and limits, as they are now.")
    private Path config;

    @Mixin private DeadLetterOptions letters;

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "Add the alerts to this file, instead of the configured one.")
    private Path alerts;

    @Option(
            names = "--dead-letters",
            paramLabel = "FILE",
            description = "Add what still cannot be read to this file.")
    private Path deadLetters;

    @Override
    public Integer call() throws Exception {
        if (!Home.isEmbedded()) {
            throw new ConfigException(
                    "dead letters are replayed by scripts/tripline on a machine that reaches the"
                            + " sinks, not in a cluster");
        }
        JobConfig configured = ConfigLoader.load(config);
        JobConfig job =
                new RunOptions(
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                alerts,
                                deadLetters)
                        .over(configured);
        requireOtherOutput(letters.file(configured), job.deadLetters().file());
        PrintWriter out = spec.commandLine().getOut();
        try (LettersToReplay replayed = new LettersToReplay()) {
            letters.read(configured, replayed::add);
            if (replayed.isEmpty()) {
                out.println("no dead letters to replay");
                return 0;
            }
            run(job.withSources(replayed.sources(job)), replayed, out);
        }
        return 0;
    }

    private void run(JobConfig job, LettersToReplay replayed, PrintWriter out) throws Exception {
        ConfigChecks.check(job);
        List<Rule> rules =
                RunnableRules.load(
                        job, warning -> spec.commandLine().getErr().println("warning: " + warning));
        ConfigChecks.check(job, rules);
        Redactor redactor = RedactionKey.redactor(job.redactionKeyFile());
        StreamExecutionEnvironment env = Execution.environment(job);
        Execution.preflight(job, spec.commandLine().getErr());
        replayed.print(out);
        DetectionJob.replay(env, job, rules, redactor);
        Execution.run(env, rules, out, spec.commandLine().getErr());
    }

    /** Letters that were added to the file they are read from would be there twice. */
    private static void requireOtherOutput(Path input, Path output)
            throws IOException, ConfigException {
        if (input != null
                && output != null
                && Files.exists(input)
                && Files.exists(output)
                && Files.isSameFile(input, output)) {
            throw new ConfigException(
                    "what still cannot be read would be written to the file that is read, "
                            + output
                            + "; give another with --dead-letters FILE");
        }
    }
}
