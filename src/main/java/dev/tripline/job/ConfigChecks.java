// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.format.SourceFormat;
import dev.tripline.job.JobConfig.DeadLetterConfig;
import dev.tripline.job.JobConfig.KafkaTopic;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.job.JobConfig.SourceConfig;
import dev.tripline.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds everything that is wrong with a configuration before anything is started. */
public final class ConfigChecks {

    /** What the stack of a thread is sure to hold. */
    private static final int MAX_DEPTH = 1000;

    private final List<String> problems = new ArrayList<>();

    private ConfigChecks() {}

    /**
     * @throws ConfigException with all problems, a line each
     */
    public static void check(JobConfig config) throws ConfigException {
        ConfigChecks checks = new ConfigChecks();
        checks.require(!config.rules().isEmpty(), "rules: name at least one file or directory");
        checks.require(!config.sources().isEmpty(), "sources: there must be at least one");
        checks.require(!config.sinks().isEmpty(), "sinks: there must be at least one");
        checks.require(
                config.parallelism() == null || config.parallelism() > 0,
                "parallelism: must be 1 or more");
        checks.require(
                config.limits().maxRecordBytes() > 0, "limits.max-record-bytes: must be 1 or more");
        checks.require(
                config.limits().maxDepth() > 0 && config.limits().maxDepth() <= MAX_DEPTH,
                "limits.max-depth: must be from 1 to " + MAX_DEPTH);
        checks.require(
                !config.sampleHorizon().isNegative(), "sample-horizon: must not be negative");
        checks.require(
                !config.duplicateHorizon().isNegative(), "duplicate-horizon: must not be negative");
        checks.sources(config.sources());
        for (int i = 0; i < config.sinks().size(); i++) {
            checks.sink("sinks[" + i + "]", config.sinks().get(i));
        }
        checks.deadLetters(config.deadLetters());
        checks.orThrow();
    }

    /**
     * Whether {@code rules} can run on the sources of a configuration that is good in itself.
     *
     * @throws ConfigException with all problems, a line each
     */
    public static void check(JobConfig config, Collection<Rule> rules) throws ConfigException {
        ConfigChecks checks = new ConfigChecks();
        for (SourceConfig source : config.sources()) {
            for (Rule rule : rules) {
                checks.require(
                        source.kafka() == null || rule.query().pipes().isEmpty(),
                        rule.file()
                                + ": "
                                + rule.id()
                                + ": `head` and `tail` need input that ends, and the topics of"
                                + " source \""
                                + source.name()
                                + "\" do not; remove the pipe or read files");
            }
        }
        checks.orThrow();
    }

    private void sources(List<SourceConfig> sources) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            SourceConfig source = sources.get(i);
            String place = "sources[" + i + "]";
            require(source.name() != null, place + ".name: is missing");
            require(names.add(source.name()), place + ".name: \"" + source.name() + "\" is taken");
            require(
                    SourceFormat.named(source.format()).isPresent(),
                    place
                            + ".format: there is no \""
                            + source.format()
                            + "\"; use one of "
                            + String.join(", ", SourceFormat.names()));
            require(!source.delay().isNegative(), place + ".delay: must not be negative");
            require(
                    !source.quietAfter().isNegative(),
                    place + ".quiet-after: must not be negative");
            require(
                    source.files().isEmpty() != (source.kafka() == null),
                    place + ": give either files or kafka");
            source.files().forEach(file -> readable(place + ".files", file));
            if (source.kafka() != null) {
                require(
                        source.kafka().bootstrapServers() != null,
                        place + ".kafka.bootstrap-servers: is missing");
                require(!source.kafka().topics().isEmpty(), place + ".kafka.topics: is missing");
            }
        }
    }

    private void readable(String place, Path file) {
        require(Files.exists(file), place + ": there is no file " + file);
        require(!Files.isDirectory(file), place + ": " + file + " is a directory; name its files");
    }

    private void sink(String place, SinkConfig sink) {
        long kinds =
                Stream.of(
                                Boolean.TRUE.equals(sink.console()),
                                sink.file() != null,
                                sink.kafka() != null)
                        .filter(given -> given)
                        .count();
        require(kinds == 1, place + ": give one of console: true, file or kafka");
        writable(place + ".file", sink.file());
        topic(place + ".kafka", sink.kafka());
    }

    private void deadLetters(DeadLetterConfig sink) {
        require(
                sink.file() == null || sink.kafka() == null,
                "dead-letters: give file or kafka, not both");
        require(sink.maxBytes() > 0, "dead-letters.max-bytes: must be 1 or more");
        writable("dead-letters.file", sink.file());
        topic("dead-letters.kafka", sink.kafka());
    }

    private void writable(String place, Path file) {
        if (file != null) {
            Path directory = file.toAbsolutePath().getParent();
            require(
                    Files.isDirectory(directory),
                    place + ": there is no directory " + directory + "; make it first");
            require(!Files.isDirectory(file), place + ": " + file + " is a directory");
        }
    }

    private void topic(String place, KafkaTopic topic) {
        if (topic != null) {
            require(topic.bootstrapServers() != null, place + ".bootstrap-servers: is missing");
            require(topic.topic() != null, place + ".topic: is missing");
        }
    }

    private void orThrow() throws ConfigException {
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join("\n", problems));
        }
    }

    private void require(boolean good, String problem) {
        if (!good) {
            problems.add(problem);
        }
    }
}
