// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.Redactor;
import dev.tripline.job.ConfigLoader;
import dev.tripline.job.DetectionJob;
import dev.tripline.job.JobConfig;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import dev.tripline.testing.Await;
import dev.tripline.testing.KafkaBroker;
import dev.tripline.testing.SharedKafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long after the record that completes a theft its alert is in Kafka, beside a job that only
 * hands those records on; by the broker's clock, which stamps both. {@code scripts/latency} runs
 * this for longer and shows {@link #REPORT}. No time is asserted here: machines differ.
 */
@ExtendWith(SharedKafkaBroker.class)
class AlertLatencyIT {

    private static final Path REPORT = Path.of("target/latency.txt");
    private static final Path RULES = Path.of("job/rules").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int ROUNDS = Integer.getInteger("tripline.latency.rounds", 1);
    private static final int SECONDS = Integer.getInteger("tripline.latency.seconds", 4);
    private static final int FILLING = Integer.getInteger("tripline.latency.filling", 20_000);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> BROKER_TIME =
            Map.of("message.timestamp.type", "LogAppendTime");

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path directory;

    private final LatencyReport report = new LatencyReport();
    private int runs;

    @Test
    void everyTheftIsToldOfInEachRound(KafkaBroker broker) throws Exception {
        int throughput = throughput(broker);
        report.throughput(throughput);
        for (int round = 0; round < ROUNDS; round++) {
            measure(broker, LatencyReport.NULL_JOB, null, throughput / 2);
            measure(broker, "delay 1 s", "1s", throughput / 2);
            measure(broker, "delay 10 min", "10min", throughput / 2);
        }
        Files.writeString(REPORT, report.toString());
    }

    /** Events per second of the job when all of them wait in the broker. */
    private int throughput(KafkaBroker broker) throws Exception {
        Topics topics = topics(broker);
        try (PacedLoad load = new PacedLoad(broker.bootstrapServers(), topics.inputs())) {
            String first = load.mark();
            load.fill(FILLING);
            String last = load.mark();
            JobClient job = start(broker, topics, "1s");
            Map<String, Long> alerts = awaitAlerts(broker, topics, List.of(first, last));
            job.cancel().get();
            long millis = Math.max(1, alerts.get(last) - alerts.get(first));
            return (int) Math.min(Integer.MAX_VALUE, FILLING * 1_000L / millis);
        }
    }

    private void measure(KafkaBroker broker, String name, String delay, int perSecond)
            throws Exception {
        Topics topics = topics(broker);
        JobClient job = delay == null ? startNullJob(broker, topics) : start(broker, topics, delay);
        try (PacedLoad load = new PacedLoad(broker.bootstrapServers(), topics.inputs())) {
            // Whatever is slow only once must have been so before.
            awaitAlerts(broker, topics, List.of(load.mark()));
            load.run(Duration.ofSeconds(SECONDS), perSecond);
            Map<String, Long> alerts = awaitAlerts(broker, topics, load.victims());
            Map<String, Long> arrivals = arrivals(broker, topics);
            assertThat(alerts.keySet()).containsAll(load.victims());
            for (String victim : load.victims()) {
                if (!victim.contains("mark")) {
                    String kind = victim.substring(0, victim.indexOf('-'));
                    report.add(name, kind, alerts.get(victim) - arrivals.get(victim));
                }
            }
            report.endRound(name);
        } finally {
            job.cancel().get();
        }
    }

    /**
     * Its clock runs a second after the events, so that time passes while it is measured. It waits
     * long for partitions that say nothing: on a busy machine that is no sign of quiet, and what
     * comes late takes part in no sequence.
     */
    private JobClient start(KafkaBroker broker, Topics topics, String delay) throws Exception {
        JobConfig config =
                ConfigLoader.load(
                        Files.writeString(
                                directory.resolve("latency-" + runs + ".yaml"),
                                """
                                rules: [%1$s/direct-kubernetes-api-request.toml, %1$s/token-access-then-kubernetes-api-request.toml]
                                sources:
                                  - name: runtime
                                    format: elastic-agent
                                    delay: %5$s
                                    quiet-after: 20s
                                    kafka: {bootstrap-servers: "%2$s", topics: [%3$s-runtime], start: earliest}
                                  - name: audit
                                    format: kubernetes-audit
                                    delay: %5$s
                                    quiet-after: 20s
                                    cluster: %4$s
                                    kafka: {bootstrap-servers: "%2$s", topics: [%3$s-audit], start: earliest}
                                sinks:
                                  - kafka: {bootstrap-servers: "%2$s", topic: %3$s-alerts}
                                """
                                        .formatted(
                                                RULES,
                                                broker.bootstrapServers(),
                                                topics.prefix(),
                                                ReportedPod.CLUSTER,
                                                delay)));
        List<Rule> rules = RuleLoader.load(config.rules()).orThrow();
        StreamExecutionEnvironment env = Execution.environment(config);
        DetectionJob.define(
                env, config, rules, new Redactor("latency".getBytes(StandardCharsets.US_ASCII)));
        return env.executeAsync("latency");
    }

    /** Hands on what completes a theft: what Kafka and Flink take by themselves. */
    private static JobClient startNullJob(KafkaBroker broker, Topics topics) throws Exception {
        StreamExecutionEnvironment env = Execution.environment(new Configuration());
        env.fromSource(
                        KafkaSource.<KeyedBytes>builder()
                                .setBootstrapServers(broker.bootstrapServers())
                                .setTopics(List.copyOf(topics.inputs().values()))
                                .setStartingOffsets(OffsetsInitializer.earliest())
                                .setDeserializer(new KeyedBytes.Reading())
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "all records")
                .uid("null-source")
                .filter(record -> record.key() != null)
                .uid("null-filter")
                .sinkTo(
                        KafkaSink.<KeyedBytes>builder()
                                .setBootstrapServers(broker.bootstrapServers())
                                .setRecordSerializer(new KeyedBytes.Writing(topics.alerts()))
                                .build())
                .uid("null-sink");
        return env.executeAsync("null");
    }

    /** By pod, when the first alert about it was in its topic. */
    private static Map<String, Long> awaitAlerts(
            KafkaBroker broker, Topics topics, List<String> victims) {
        Map<String, Long> times = new HashMap<>();
        Await.until(
                "an alert about each pod; those without one",
                PATIENCE,
                () -> {
                    for (ConsumerRecord<byte[], byte[]> alert :
                            broker.readPresent(topics.alerts())) {
                        times.merge(pod(alert), alert.timestamp(), Math::min);
                    }
                    Set<String> missing = new TreeSet<>(victims);
                    missing.removeAll(times.keySet());
                    return missing;
                },
                Set::isEmpty);
        return times;
    }

    private static String pod(ConsumerRecord<byte[], byte[]> alert) throws Exception {
        JsonNode document = JSON.readTree(alert.value());
        return document.has("rule")
                ? document.at("/orchestrator/resource/name").asText()
                : new String(alert.key(), StandardCharsets.UTF_8);
    }

    /** By pod, when the record that completes the theft was in its topic. */
    private static Map<String, Long> arrivals(KafkaBroker broker, Topics topics) {
        Map<String, Long> times = new HashMap<>();
        for (String topic : topics.inputs().values()) {
            for (ConsumerRecord<byte[], byte[]> record : broker.readPresent(topic)) {
                if (record.key() != null) {
                    times.put(new String(record.key(), StandardCharsets.UTF_8), record.timestamp());
                }
            }
        }
        return times;
    }

    private record Topics(String prefix) {

        Map<String, String> inputs() {
            return Map.of(
                    ReportedEvent.RUNTIME, prefix + "-runtime",
                    ReportedEvent.AUDIT, prefix + "-audit");
        }

        String alerts() {
            return prefix + "-alerts";
        }
    }

    private Topics topics(KafkaBroker broker) {
        Topics topics = new Topics("latency-it-" + ++runs);
        topics.inputs().values().forEach(topic -> broker.createTopic(topic, 2, BROKER_TIME));
        broker.createTopic(topics.alerts(), 1, BROKER_TIME);
        return topics;
    }
}
