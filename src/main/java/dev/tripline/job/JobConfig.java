// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.alert.AlertFormat;
import dev.tripline.event.JsonReader;
import dev.tripline.format.IpBlock;
import dev.tripline.rule.Severity;
import dev.tripline.sink.BulkBounds;
import dev.tripline.sink.SearchCluster;
import dev.tripline.sink.SearchLogin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * Everything that a deployment decides. {@code docs/configuration.md} describes each key; a key
 * that is left out has the value that it shows.
 *
 * @param rules rule files, and directories of them
 * @param formats format files of the deployment's own, and directories of them
 * @param context files that say what the deployment knows of itself, and directories of them
 * @param exceptions files of exceptions from the rules, and directories of them
 * @param schema file with the types of the fields; {@code null} if they may hold anything
 * @param sources at least one
 * @param sinks where alerts go; at least one
 * @param lateHits where hits go that came too late
 * @param clusters cluster name to cluster id, where some sensors know the one and some the other
 * @param redactionKeyFile key of the hashes that masked tokens are shown as; {@code null} for one
 *     that everybody knows
 * @param sequenceRetention how long a sequence without {@code maxspan} waits for its next event
 * @param sampleHorizon how far apart the events of a sample may be, and how long it is silent after
 *     a match
 * @param duplicateHorizon how long an event is remembered, so that it counts once when it is read
 *     again; zero for not at all
 * @param lateHorizon how far behind the watermark late hits still count; {@code null} for not at
 *     all
 * @param eager whether sequences alert before it is certain that they match; {@code null} if they
 *     do in a job that does not end
 * @param alignmentDrift how far a source may be ahead of another beyond what their delays explain
 *     before it is made to wait; zero if none is
 * @param parallelism {@code null} to leave it to Flink
 * @param flink further options of Flink, by their own names
 */
public record JobConfig(
        List<Path> rules,
        List<Path> formats,
        List<Path> context,
        List<Path> exceptions,
        Path schema,
        List<SourceConfig> sources,
        List<SinkConfig> sinks,
        DeadLetterConfig deadLetters,
        LateHitConfig lateHits,
        Map<String, String> clusters,
        Limits limits,
        Path redactionKeyFile,
        Duration sequenceRetention,
        Duration sampleHorizon,
        Duration duplicateHorizon,
        Duration lateHorizon,
        Boolean eager,
        Duration alignmentDrift,
        Integer parallelism,
        Map<String, String> flink) {

    public JobConfig {
        rules = orEmpty(rules);
        formats = orEmpty(formats);
        context = orEmpty(context);
        exceptions = orEmpty(exceptions);
        sources = orEmpty(sources);
        sinks = orEmpty(sinks);
        deadLetters =
                deadLetters == null ? new DeadLetterConfig(null, null, false, null) : deadLetters;
        lateHits = lateHits == null ? new LateHitConfig(null, null) : lateHits;
        clusters = orEmpty(clusters);
        limits = limits == null ? new Limits(null, null, null, null, null) : limits;
        sequenceRetention = orElse(sequenceRetention, Duration.ofDays(7));
        sampleHorizon = orElse(sampleHorizon, Duration.ofHours(1));
        duplicateHorizon = orElse(duplicateHorizon, Duration.ofMinutes(10));
        if (lateHorizon != null && lateHorizon.compareTo(duplicateHorizon) > 0) {
            duplicateHorizon = lateHorizon;
        }
        alignmentDrift = orElse(alignmentDrift, Duration.ofMinutes(5));
        flink = orEmpty(flink);
    }

    /** A configuration that says only these; everything else is as it is when left out. */
    public static JobConfig of(
            List<Path> rules,
            List<SourceConfig> sources,
            List<SinkConfig> sinks,
            DeadLetterConfig deadLetters) {
        return new JobConfig(
                rules,
                null,
                null,
                null,
                null,
                sources,
                sinks,
                deadLetters,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Whether sequences may alert before the clocks have passed them. */
    public boolean isEager() {
        return eager == null ? sources.stream().anyMatch(source -> source.kafka() != null) : eager;
    }

    /** The same job with other sources. */
    public JobConfig withSources(List<SourceConfig> others) {
        return new JobConfig(
                rules,
                formats,
                context,
                exceptions,
                schema,
                others,
                sinks,
                deadLetters,
                lateHits,
                clusters,
                limits,
                redactionKeyFile,
                sequenceRetention,
                sampleHorizon,
                duplicateHorizon,
                lateHorizon,
                eager,
                alignmentDrift,
                parallelism,
                flink);
    }

    /**
     * Where records come from: {@code files} or {@code kafka}, not both.
     *
     * @param name in coordinates and counts; unique
     * @param files files of one JSON document per line, plain or gzipped
     * @param format a name out of {@link dev.tripline.format.Formats#names()}
     * @param delay how far behind the newest event of its partition another may arrive; for files
     *     all may
     * @param cluster for events that do not say which cluster they come from
     * @param trustedProxies whose word about a request's origin is believed
     */
    public record SourceConfig(
            String name,
            List<Path> files,
            KafkaTopics kafka,
            String format,
            Duration delay,
            Duration quietAfter,
            String cluster,
            List<IpBlock> trustedProxies) {

        public SourceConfig {
            files = orEmpty(files);
            format = orElse(format, "auto");
            delay = orElse(delay, Duration.ofMinutes(1));
            quietAfter = orElse(quietAfter, Duration.ofSeconds(30));
            trustedProxies = orEmpty(trustedProxies);
        }

        /** The same source, of which everything stands in one file. */
        public SourceConfig inFile(Path file) {
            return new SourceConfig(
                    name, List.of(file), null, format, delay, quietAfter, cluster, trustedProxies);
        }
    }

    /**
     * Topics to read: {@code topics} or {@code topicPattern}, not both.
     *
     * @param topicPattern matches whole names of topics, also of those that are made later; {@code
     *     null} if they are listed
     * @param discoveryInterval how often to look for new partitions and topics
     * @param groupId under which offsets are committed, for monitoring
     * @param properties of the consumer; secrets in them are only named, see {@link KafkaSecrets}
     */
    public record KafkaTopics(
            String bootstrapServers,
            List<String> topics,
            Pattern topicPattern,
            Duration discoveryInterval,
            String groupId,
            StartPosition start,
            Map<String, String> properties) {

        public KafkaTopics {
            topics = orEmpty(topics);
            discoveryInterval = orElse(discoveryInterval, Duration.ofMinutes(5));
            groupId = orElse(groupId, "tripline");
            start = orElse(start, StartPosition.COMMITTED);
            properties = orEmpty(properties);
        }
    }

    /** A topic to write to. */
    public record KafkaTopic(
            String bootstrapServers, String topic, Map<String, String> properties) {

        public KafkaTopic {
            properties = orEmpty(properties);
        }
    }

    /**
     * Where alerts go: exactly one of {@code console}, {@code file}, {@code kafka} and {@code
     * search}.
     *
     * @param format of their documents
     * @param rules ids of those whose alerts go there, {@code *} for any characters; empty for all
     * @param minSeverity of the alerts that go there
     * @param tags of rules whose alerts go there, one of them is enough; empty for all
     */
    public record SinkConfig(
            Boolean console,
            Path file,
            KafkaAlerts kafka,
            SearchConfig search,
            AlertFormat format,
            List<String> rules,
            Severity minSeverity,
            List<String> tags) {

        public SinkConfig {
            format = orElse(format, AlertFormat.ECS);
            rules = orEmpty(rules);
            minSeverity = orElse(minSeverity, Severity.LOW);
            tags = orEmpty(tags);
        }

        public static SinkConfig toConsole() {
            return new SinkConfig(true, null, null, null, null, null, null, null);
        }

        public static SinkConfig toFile(Path file) {
            return new SinkConfig(null, file, null, null, null, null, null, null);
        }
    }

    /**
     * A topic of alerts.
     *
     * @param delivery at least once or exactly once
     * @param transactionalIdPrefix of the transactions of this sink alone, on these brokers, for
     *     ever; only with exactly once
     */
    public record KafkaAlerts(
            String bootstrapServers,
            String topic,
            Map<String, String> properties,
            DeliveryGuarantee delivery,
            String transactionalIdPrefix) {

        public KafkaAlerts {
            properties = orEmpty(properties);
            delivery = orElse(delivery, DeliveryGuarantee.AT_LEAST_ONCE);
        }

        boolean isExactlyOnce() {
            return delivery == DeliveryGuarantee.EXACTLY_ONCE;
        }

        /** The same but for how often it is written. */
        KafkaTopic asTopic() {
            return new KafkaTopic(bootstrapServers, topic, properties);
        }
    }

    /**
     * An Elasticsearch or OpenSearch to index alerts in. The bounds are those of each parallel
     * writer.
     *
     * @param index first part of the names of indices; the second is the month
     * @param apiKey {@code null} for none; only named, like the password, see {@link KafkaSecrets}
     * @param caFile where the writers run; {@code null} for the authorities that Java trusts
     * @param timeout of a request
     * @param maxBulkAge of an alert that is sent without waiting for others
     * @param maxRetryDelay the longest pause between two attempts
     */
    public record SearchConfig(
            List<URI> hosts,
            String index,
            String apiKey,
            String username,
            String password,
            Path caFile,
            Boolean compression,
            Duration timeout,
            Integer maxBulkAlerts,
            Integer maxBulkBytes,
            Duration maxBulkAge,
            Integer concurrentBulks,
            Integer maxBufferedAlerts,
            Integer maxBufferedBytes,
            Duration maxRetryDelay) {

        public SearchConfig {
            hosts = orEmpty(hosts);
            index = orElse(index, "tripline-alerts");
            compression = orElse(compression, true);
            timeout = orElse(timeout, Duration.ofSeconds(30));
            maxBulkAlerts = orElse(maxBulkAlerts, 500);
            maxBulkBytes = orElse(maxBulkBytes, 5 << 20);
            maxBulkAge = orElse(maxBulkAge, Duration.ofSeconds(1));
            concurrentBulks = orElse(concurrentBulks, 2);
            maxBufferedAlerts = orElse(maxBufferedAlerts, 10_000);
            maxBufferedBytes = orElse(maxBufferedBytes, 64 << 20);
            maxRetryDelay = orElse(maxRetryDelay, Duration.ofSeconds(30));
        }

        /** All bounds, for each parallel writer. */
        BulkBounds bounds() {
            return new BulkBounds(
                    maxBulkAlerts,
                    maxBulkBytes,
                    maxBulkAge,
                    concurrentBulks,
                    maxBufferedAlerts,
                    maxBufferedBytes,
                    maxRetryDelay);
        }

        /** How to reach it. */
        public SearchCluster cluster() {
            return new SearchCluster(
                    hosts,
                    new SearchLogin(apiKey, username, password),
                    KafkaSecrets::reveal,
                    caFile == null ? null : caFile.toString(),
                    compression,
                    timeout);
        }
    }

    /**
     * Where records go that are no events: a file or a topic; counted only if there is neither.
     *
     * @param raw keep their bytes as they came, tokens and all
     * @param maxBytes of a longer record only so many are kept
     */
    public record DeadLetterConfig(Path file, KafkaTopic kafka, boolean raw, Integer maxBytes) {

        /** In base64 and with all around it, it fits into the megabyte that brokers take. */
        private static final int MAX_BYTES_IN_TOPIC = 600 << 10;

        public DeadLetterConfig {
            maxBytes = orElse(maxBytes, kafka == null ? Integer.MAX_VALUE : MAX_BYTES_IN_TOPIC);
        }
    }

    /** Where hits go that came too late: a file or a topic; counted only if there is neither. */
    public record LateHitConfig(Path file, KafkaTopic kafka) {}

    /**
     * What is believed of a record.
     *
     * @param maxRecordBytes larger records are dead letters
     * @param maxDepth records with objects and arrays nested deeper are dead letters
     * @param maxFuture an event time further ahead of its arrival makes a dead letter
     * @param maxSkew an event time further ahead of its arrival is replaced by it
     * @param maxLag an event that was longer on its way holds no clock up
     */
    public record Limits(
            Integer maxRecordBytes,
            Integer maxDepth,
            Duration maxFuture,
            Duration maxSkew,
            Duration maxLag) {

        public Limits {
            maxRecordBytes = orElse(maxRecordBytes, 4 << 20);
            maxDepth = orElse(maxDepth, JsonReader.DEFAULT_MAX_DEPTH);
            maxFuture = orElse(maxFuture, Duration.ofDays(1));
            maxSkew = orElse(maxSkew, Duration.ofMinutes(5));
            maxLag = orElse(maxLag, Duration.ofMinutes(30));
        }
    }

    private static <T> T orElse(T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : Map.copyOf(map);
    }
}
