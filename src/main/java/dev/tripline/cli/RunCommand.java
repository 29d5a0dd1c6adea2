// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.event.Redactor;
import dev.tripline.job.ConfigChecks;
import dev.tripline.job.ConfigException;
import dev.tripline.job.ConfigLoader;
import dev.tripline.job.DetectionJob;
import dev.tripline.job.JobConfig;
import dev.tripline.job.KafkaPreflight;
import dev.tripline.job.RedactionKey;
import dev.tripline.job.Routes;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tripline run}: the detection job, embedded or in the cluster that it was submitted to. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the detection job.",
            "Without options: the bundled recording of a token theft, on an embedded Flink."
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Sources, sinks and limits (see docs/configuration.md).")
    private Path config;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Rule files, or directories of them; instead of the configured ones.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = {
                "Read this file (one JSON document per line, also gzipped; - is standard input)",
                "instead of the configured sources. May be repeated."
            })
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "Format of the inputs: auto, or a name out of docs/formats.md.")
    private String format;

    @Option(
            names = "--formats",
            paramLabel = "PATH",
            description = "Format files, or directories of them; instead of the configured ones.")
    private List<Path> formats = new ArrayList<>();

    @Option(
            names = "--context",
            paramLabel = "FILE",
            description = "Value lists, callers and networks; instead of the configured ones.")
    private List<Path> context = new ArrayList<>();

    @Option(
            names = "--exceptions",
            paramLabel = "FILE",
            description = "Exceptions from the rules; instead of the configured ones.")
    private List<Path> exceptions = new ArrayList<>();

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "Cluster of the events that name none.")
    private String cluster;

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "Write the alerts as one JSON document per line, beside the console.")
    private Path alerts;

    @Option(
            names = "--dead-letters",
            paramLabel = "FILE",
            description = "Write the records that could not be read, one JSON document per line.")
    private Path deadLetters;

    @Override
    public Integer call() throws Exception {
        JobConfig job = config();
        ConfigChecks.check(job);
        List<Rule> loaded = RunnableRules.load(job, this::warn);
        ConfigChecks.check(job, loaded);
        Redactor redactor = RedactionKey.redactor(job.redactionKeyFile());
        StreamExecutionEnvironment env = Execution.environment(job);
        DetectionJob.define(env, job, loaded, redactor);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Routes.warnings(job, loaded).forEach(warning -> err.println("warning: " + warning));
        if (Execution.isEmbedded(env)) {
            Execution.preflight(job, err);
            startAfresh(job);
        } else {
            KafkaPreflight.checkTransactions(job).forEach(err::println);
        }
        if (Execution.isEmbedded(env)) {
            Execution.run(env, loaded, out, err);
        } else {
            env.execute("tripline");
        }
        return 0;
    }

    /** Where it is heard: a cluster's client is gone when somebody looks, its log is not. */
    private void warn(RuleError warning) {
        if (Home.isEmbedded()) {
            spec.commandLine().getErr().println("warning: " + warning);
        } else {
            LOG.warn("{}", warning);
        }
    }

    private JobConfig config() throws ConfigException {
        RunOptions options =
                new RunOptions(
                        rules,
                        inputs,
                        format,
                        formats,
                        context,
                        exceptions,
                        cluster,
                        alerts,
                        deadLetters);
        if (config != null) {
            return options.over(ConfigLoader.load(config));
        }
        return options.over(
                inputs.isEmpty() ? ConfigLoader.load(Home.demo()) : RunOptions.forInputs());
    }

    /** A run's files hold that run alone; restarts within it append. */
    private static void startAfresh(JobConfig job) throws IOException {
        for (JobConfig.SinkConfig sink : job.sinks()) {
            if (sink.file() != null) {
                Files.write(sink.file(), new byte[0]);
            }
        }
        for (Path file : Arrays.asList(job.deadLetters().file(), job.lateHits().file())) {
            if (file != null) {
                Files.write(file, new byte[0]);
            }
        }
    }
}
