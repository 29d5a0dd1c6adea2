// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.job.JobConfig;
import dev.tripline.job.JobConfig.DeadLetterConfig;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.job.JobConfig.SourceConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the command line says about a job; it goes over what the configuration file says. */
record RunOptions(
        List<Path> rules,
        List<String> inputs,
        String format,
        List<Path> formats,
        List<Path> context,
        List<Path> exceptions,
        String cluster,
        Path alerts,
        Path deadLetters) {

    private static final String STANDARD_INPUT = "-";

    /** The file system's own name for it, so that it is read like any file. */
    private static final Path STANDARD_INPUT_FILE = Path.of("/dev/stdin");

    /** A configuration for inputs that are named on the command line. */
    static JobConfig forInputs() {
        return JobConfig.of(
                List.of(Home.rules()), List.of(), List.of(SinkConfig.toConsole()), null);
    }

    JobConfig over(JobConfig config) {
        List<SinkConfig> sinks = new ArrayList<>(config.sinks());
        if (alerts != null) {
            sinks.removeIf(sink -> sink.file() != null);
            sinks.add(SinkConfig.toFile(alerts));
        }
        DeadLetterConfig letters = config.deadLetters();
        return new JobConfig(
                rules.isEmpty() ? config.rules() : rules,
                formats.isEmpty() ? config.formats() : formats,
                context.isEmpty() ? config.context() : context,
                exceptions.isEmpty() ? config.exceptions() : exceptions,
                config.schema(),
                sources(config).stream().map(this::over).toList(),
                sinks,
                deadLetters == null
                        ? letters
                        : new DeadLetterConfig(deadLetters, null, letters.raw(), null),
                config.lateHits(),
                config.clusters(),
                config.limits(),
                config.redactionKeyFile(),
                config.sequenceRetention(),
                config.sampleHorizon(),
                config.duplicateHorizon(),
                config.lateHorizon(),
                config.eager(),
                config.alignmentDrift(),
                config.parallelism(),
                config.flink());
    }

    private List<SourceConfig> sources(JobConfig config) {
        if (inputs.isEmpty()) {
            return config.sources();
        }
        List<Path> files =
                inputs.stream()
                        .map(
                                file ->
                                        file.equals(STANDARD_INPUT)
                                                ? STANDARD_INPUT_FILE
                                                : Path.of(file))
                        .map(Path::toAbsolutePath)
                        .toList();
        return List.of(new SourceConfig("input", files, null, null, null, null, null, null));
    }

    private SourceConfig over(SourceConfig source) {
        return new SourceConfig(
                source.name(),
                source.files(),
                source.kafka(),
                format == null ? source.format() : format,
                source.delay(),
                source.quietAfter(),
                cluster == null ? source.cluster() : cluster,
                source.trustedProxies());
    }
}
