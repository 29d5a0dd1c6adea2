// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.format.Formats;
import dev.tripline.job.JobConfig.KafkaAlerts;
import dev.tripline.job.JobConfig.KafkaTopic;
import dev.tripline.job.JobConfig.KafkaTopics;
import dev.tripline.job.JobConfig.SearchConfig;
import dev.tripline.job.JobConfig.SinkConfig;
import dev.tripline.job.JobConfig.SourceConfig;
import dev.tripline.rule.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigTransformer;

/** Finds everything that is wrong with a configuration before anything is started. */
public final class ConfigChecks {

    /** What the stack of a thread is sure to hold. */
    private static final int MAX_DEPTH = 1000;

    /** What both products take as the name of an index. */
    private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,200}");

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
        checks.notNegative("limits.max-future", config.limits().maxFuture());
        checks.notNegative("limits.max-skew", config.limits().maxSkew());
        checks.notNegative("limits.max-lag", config.limits().maxLag());
        checks.notNegative("sample-horizon", config.sampleHorizon());
        checks.notNegative("alignment-drift", config.alignmentDrift());
        checks.notNegative("duplicate-horizon", config.duplicateHorizon());
        checks.require(
                config.limits().maxDepth() > 0 && config.limits().maxDepth() <= MAX_DEPTH,
                "limits.max-depth: must be from 1 to " + MAX_DEPTH);
        checks.require(
                config.lateHorizon() == null || config.lateHorizon().toMillis() > 0,
                "late-horizon: must be 1ms or more; leave it out to do without");
        checks.sources(config.sources(), checks.formats(config));
        for (int i = 0; i < config.sinks().size(); i++) {
            checks.sink(Routes.place(i), config.sinks().get(i));
        }
        checks.lines("dead-letters", config.deadLetters().file(), config.deadLetters().kafka());
        checks.lines("late-hits", config.lateHits().file(), config.lateHits().kafka());
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

    /**
     * Whether the sinks can keep their promises.
     *
     * @param checkpoints whether the job takes any
     */
    static void checkDelivery(JobConfig config, boolean checkpoints) throws ConfigException {
        ConfigChecks checks = new ConfigChecks();
        for (int i = 0; i < config.sinks().size(); i++) {
            KafkaAlerts kafka = config.sinks().get(i).kafka();
            checks.require(
                    checkpoints || kafka == null || !kafka.isExactlyOnce(),
                    Routes.place(i)
                            + ".kafka.delivery: exactly-once writes with checkpoints, and there are"
                            + " none; set execution.checkpointing.interval under flink, such as 10s,"
                            + " or use at-least-once");
        }
        checks.orThrow();
    }

    /**
     * Whether a search server is described well.
     *
     * @param place what messages begin with
     * @throws ConfigException with all problems, a line each
     */
    public static void check(String place, SearchConfig search) throws ConfigException {
        ConfigChecks checks = new ConfigChecks();
        checks.search(place, search);
        checks.orThrow();
    }

    /** With a broken file among them, at least the shipped ones, so that the checks can go on. */
    private Formats formats(JobConfig config) {
        try {
            return ConfiguredFormats.of(config);
        } catch (ConfigException e) {
            problems.add(e.getMessage());
            return Formats.SHIPPED;
        }
    }

    private void sources(List<SourceConfig> sources, Formats formats) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            SourceConfig source = sources.get(i);
            String place = "sources[" + i + "]";
            require(source.name() != null, place + ".name: is missing");
            require(names.add(source.name()), place + ".name: \"" + source.name() + "\" is taken");
            require(
                    formats.named(source.format()).isPresent(),
                    place
                            + ".format: there is no \""
                            + source.format()
                            + "\"; use one of "
                            + String.join(", ", formats.names()));
            notNegative(place + ".delay", source.delay());
            notNegative(place + ".quiet-after", source.quietAfter());
            require(
                    source.files().isEmpty() != (source.kafka() == null),
                    place + ": give either files or kafka");
            source.files().forEach(file -> readable(place + ".files", file));
            if (source.kafka() != null) {
                topics(place + ".kafka", source.kafka());
            }
        }
    }

    private void topics(String place, KafkaTopics kafka) {
        require(kafka.bootstrapServers() != null, place + ".bootstrap-servers: is missing");
        require(
                kafka.topics().isEmpty() != (kafka.topicPattern() == null),
                place + ": give either topics or topic-pattern");
        require(
                kafka.discoveryInterval().toMillis() > 0,
                place + ".discovery-interval: must be more than 0");
        placeholders(place + ".properties", kafka.properties());
        ClientProperties.mistakeOfConsumer(kafka.properties())
                .ifPresent(mistake -> problems.add(place + ".properties: " + mistake));
    }

    /** What is behind a placeholder is known only where the client runs; its provider is not. */
    private void placeholders(String place, Map<String, String> properties) {
        Set<String> providers = KafkaSecrets.providers(properties);
        properties.forEach(
                (key, value) ->
                        ConfigTransformer.DEFAULT_PATTERN
                                .matcher(value)
                                .results()
                                .filter(found -> !providers.contains(found.group(1)))
                                .forEach(
                                        found ->
                                                problems.add(
                                                        place
                                                                + "."
                                                                + key
                                                                + ": ${"
                                                                + found.group(1)
                                                                + ":…} names no provider; use one"
                                                                + " of "
                                                                + String.join(", ", providers))));
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
                                sink.kafka() != null,
                                sink.search() != null)
                        .filter(given -> given)
                        .count();
        require(kinds == 1, place + ": give one of console: true, file, kafka or search");
        writable(place + ".file", sink.file());
        if (sink.kafka() != null) {
            alerts(place + ".kafka", sink.kafka());
        }
        if (sink.search() != null) {
            search(place + ".search", sink.search());
        }
    }

    private void alerts(String place, KafkaAlerts kafka) {
        topic(place, kafka.asTopic(), kafka.isExactlyOnce());
        require(
                kafka.isExactlyOnce() == (kafka.transactionalIdPrefix() != null),
                place
                        + (kafka.isExactlyOnce()
                                ? ".transactional-id-prefix: is missing; exactly-once needs one"
                                        + " that no other sink or job on these brokers has, and that"
                                        + " stays the same"
                                : ".transactional-id-prefix: only exactly-once has use for it"));
        if (kafka.isExactlyOnce()) {
            transactionTimeout(place, kafka.properties());
        }
    }

    /** The start compares it with what brokers allow, maybe where no placeholder can be read. */
    private void transactionTimeout(String place, Map<String, String> properties) {
        String timeout = properties.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        require(
                timeout == null || !ConfigTransformer.DEFAULT_PATTERN.matcher(timeout).find(),
                place
                        + ".properties."
                        + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG
                        + ": is "
                        + timeout
                        + "; write the number of milliseconds itself, as the start compares it with"
                        + " what the brokers allow");
    }

    private void search(String place, SearchConfig search) {
        require(!search.hosts().isEmpty(), place + ".hosts: there must be at least one");
        require(
                INDEX.matcher(search.index()).matches(),
                place
                        + ".index: must be of a-z, 0-9, \"-\", \"_\" and \".\", and begin with a"
                        + " letter or digit");
        require(
                search.username() == null || search.apiKey() == null,
                place + ": give api-key, or username and password, not both");
        require(
                (search.username() == null) == (search.password() == null),
                place + ": username and password belong together");
        require(
                search.caFile() == null
                        || search.hosts().stream().allMatch(h -> h.getScheme().equals("https")),
                place + ".ca-file: hosts without https show no certificate");
        Map<String, String> secrets = new TreeMap<>();
        putIfGiven(secrets, "api-key", search.apiKey());
        putIfGiven(secrets, "username", search.username());
        putIfGiven(secrets, "password", search.password());
        placeholders(place, secrets);
        positive(place + ".timeout", search.timeout());
        positive(place + ".max-retry-delay", search.maxRetryDelay());
        notNegative(place + ".max-bulk-age", search.maxBulkAge());
        positive(place + ".max-bulk-alerts", search.maxBulkAlerts());
        positive(place + ".max-bulk-bytes", search.maxBulkBytes());
        positive(place + ".concurrent-bulks", search.concurrentBulks());
        positive(place + ".max-buffered-alerts", search.maxBufferedAlerts());
        positive(place + ".max-buffered-bytes", search.maxBufferedBytes());
    }

    private static void putIfGiven(Map<String, String> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private void positive(String place, int number) {
        require(number > 0, place + ": must be 1 or more");
    }

    private void positive(String place, Duration duration) {
        require(duration.toMillis() > 0, place + ": must be 1ms or more");
    }

    private void lines(String place, Path file, KafkaTopic topic) {
        require(file == null || topic == null, place + ": give file or kafka, not both");
        writable(place + ".file", file);
        if (topic != null) {
            topic(place + ".kafka", topic, false);
        }
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

    private void topic(String place, KafkaTopic topic, boolean inTransactions) {
        require(topic.bootstrapServers() != null, place + ".bootstrap-servers: is missing");
        require(topic.topic() != null, place + ".topic: is missing");
        placeholders(place + ".properties", topic.properties());
        ClientProperties.mistakeOfProducer(topic.properties(), inTransactions)
                .ifPresent(mistake -> problems.add(place + ".properties: " + mistake));
    }

    private void notNegative(String place, Duration duration) {
        require(!duration.isNegative(), place + ": must not be negative");
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
