// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.testing.FlinkCluster;
import dev.tripline.testing.KafkaBroker;
import dev.tripline.testing.SharedFlinkCluster;
import dev.tripline.testing.SharedKafkaBroker;
import dev.tripline.testing.TriplineCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The job jar in a cluster, from topics to topics. */
@ExtendWith({SharedKafkaBroker.class, SharedFlinkCluster.class})
class KafkaJobIT {

    private static final Path JAR = Path.of("target/tripline-job.jar");
    private static final Path RECORDING = Path.of("job/demo/token-theft.ndjson");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaBroker broker;
    private final FlinkCluster cluster;

    @TempDir private Path directory;

    KafkaJobIT(KafkaBroker broker, FlinkCluster cluster) {
        this.broker = broker;
        this.cluster = cluster;
    }

    @Test
    void findsATheftOverTwoTopicsOfWhichOneIsMinutesLate() throws Exception {
        broker.createTopic("two-runtime", 2);
        broker.createTopic("two-audit", 2);
        broker.createTopic("two-alerts", 1);
        Instant submitted = Instant.now();
        String job = submit(JobFile.ofTwoTopics(broker, "two"));
        TokenTheft theft = new TokenTheft("web-1", NOON);
        Instant later = NOON.plus(Duration.ofMinutes(10));

        broker.produce("two-runtime", 0, List.of(theft.read(), TokenTheft.laterFile(later)));
        broker.produce("two-runtime", 1, List.of(TokenTheft.laterFile(later)));
        broker.produce(
                "two-audit",
                0,
                List.of(
                        TokenTheft.laterRequest(NOON.plus(Duration.ofMinutes(3))),
                        theft.request(),
                        TokenTheft.laterRequest(later)));
        broker.produce("two-audit", 1, List.of(TokenTheft.laterRequest(later)));

        ConsumerRecord<byte[], byte[]> record = broker.readAll("two-alerts", 1, PATIENCE).get(0);
        JsonNode alert = JSON.readTree(record.value());
        assertThat(alert.at("/rule/id").asText()).isEqualTo(TokenTheft.RULE);
        assertThat(alert.at("/@timestamp").asText()).isEqualTo(theft.end());
        assertThat(alert.at("/orchestrator/resource/name").asText()).isEqualTo("web-1");
        assertThat(new String(record.key(), StandardCharsets.UTF_8))
                .isEqualTo(alert.at("/event/id").asText());
        assertThat(Instant.ofEpochMilli(record.timestamp()))
                .as("time of the record, which brokers count retention from")
                .isBetween(submitted.minusSeconds(1), Instant.now());
        cluster.cancel(job, PATIENCE);
    }

    /** One partition for two readers: the one that has nothing to read must not stop the clock. */
    @Test
    void findsInATopicOfMixedFormatsWhatARunOverTheFileFinds() throws Exception {
        broker.createTopic("mixed-events", 1);
        broker.createTopic("mixed-alerts", 2);
        String job = submit(JobFile.ofMixedTopic(broker, "mixed", Path.of("job/rules")));
        broker.produce("mixed-events", Files.readAllLines(RECORDING));
        broker.produce("mixed-events", List.of(TokenTheft.laterFile(NOON)));

        Path file = directory.resolve("alerts.ndjson");
        new TriplineCommand(directory).run("run", "--alerts", file);

        Map<String, JsonNode> fromFile =
                Files.readAllLines(file).stream()
                        .map(KafkaJobIT::json)
                        .collect(Collectors.toMap(a -> a.at("/event/id").asText(), a -> a));
        assertThat(new Alerts(broker, "mixed-alerts").awaitKeys(fromFile.size()))
                .hasSize(11)
                .isEqualTo(fromFile.keySet());
        cluster.cancel(job, PATIENCE);
    }

    @Test
    void saysWhichRecordsWereNoEventsAndGoesOn() throws Exception {
        broker.createTopic("broken-events", 2);
        broker.createTopic("broken-alerts", 1);
        broker.createTopic("broken-dead-letters", 1);
        String job = submit(JobFile.ofMixedTopic(broker, "broken", Path.of("job/rules")));
        TokenTheft theft = new TokenTheft("web-1", NOON);
        broker.produce("broken-events", 0, List.of(theft.read(), "{\"@timestamp\": \"2026-"));
        broker.produceBytes(
                "broken-events", 1, List.of(new byte[] {(byte) 0xff, 0, 1}, new byte[0]));
        broker.produce(
                "broken-events",
                1,
                List.of(
                        "{\"greeting\": \"hello\"}",
                        theft.read().replace("2026-03-02T12:00:00Z", "9999-01-01T00:00:00Z"),
                        theft.request(),
                        TokenTheft.laterRequest(NOON.plusSeconds(3600))));
        broker.produce("broken-events", 0, List.of(TokenTheft.laterFile(NOON.plusSeconds(3600))));

        List<JsonNode> letters =
                broker.readAll("broken-dead-letters", 5, PATIENCE).stream()
                        .map(record -> json(new String(record.value(), StandardCharsets.UTF_8)))
                        .toList();
        assertThat(letters)
                .extracting(
                        letter ->
                                "%s/%d/%d %s"
                                        .formatted(
                                                letter.at("/source/topic").asText(),
                                                letter.at("/source/partition").asInt(),
                                                letter.at("/source/offset").asInt(),
                                                letter.at("/reason").asText()))
                .containsExactlyInAnyOrder(
                        "broken-events/0/1 truncated",
                        "broken-events/1/0 malformed",
                        "broken-events/1/1 malformed",
                        "broken-events/1/2 unknown-format",
                        "broken-events/1/3 absurd-timestamp");
        assertThat(new Alerts(broker, "broken-alerts").await(1).values())
                .extracting(alert -> alert.at("/rule/id").asText())
                .contains(TokenTheft.RULE);
        cluster.cancel(job, PATIENCE);
    }

    @Test
    void findsATheftWhoseFirstHalfComesWhenItsTimeHasPassed() throws Exception {
        broker.createTopic("late-runtime", 2);
        broker.createTopic("late-audit", 2);
        broker.createTopic("late-alerts", 1);
        broker.createTopic("late-hits", 1);
        String job =
                submit(
                        JobFile.ofTwoTopics(broker, "late")
                                + """
                                late-horizon: 2h
                                late-hits: {kafka: {bootstrap-servers: "%s", topic: late-hits}}
                                """
                                        .formatted(broker.bootstrapServers()));
        TokenTheft inTime = new TokenTheft("web-1", NOON);
        TokenTheft late = new TokenTheft("web-2", NOON);
        Instant later = NOON.plusSeconds(3600);
        broker.produce("late-runtime", 0, List.of(inTime.read()));
        broker.produce("late-audit", 0, List.of(inTime.request(), late.request()));
        for (int partition = 0; partition < 2; partition++) {
            broker.produce("late-runtime", partition, List.of(TokenTheft.laterFile(later)));
            broker.produce("late-audit", partition, List.of(TokenTheft.laterRequest(later)));
        }
        Alerts alerts = new Alerts(broker, "late-alerts");
        alerts.await(1);

        broker.produce("late-runtime", 0, List.of(late.read()));

        assertThat(alerts.await(2).values())
                .extracting(
                        alert ->
                                alert.at("/orchestrator/resource/name").asText()
                                        + " "
                                        + alert.at("/tripline/late").asBoolean())
                .containsExactlyInAnyOrder("web-1 false", "web-2 true");
        JsonNode hit =
                json(
                        new String(
                                broker.readAll("late-hits", 1, PATIENCE).get(0).value(),
                                StandardCharsets.UTF_8));
        assertThat(hit.at("/rule/id").asText()).isEqualTo(TokenTheft.RULE);
        assertThat(hit.at("/source/topic").asText()).isEqualTo("late-runtime");
        assertThat(hit.at("/late_by_ms").asLong()).isPositive();
        cluster.cancel(job, PATIENCE);
    }

    @Test
    void refusesAWrongConfigurationBeforeAnythingStarts() {
        assertThatThrownBy(() -> submit("rules: [job/rules]\nsink: []\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("job.yaml:2:1: there is no key \"sink\"; known here are");
    }

    private String submit(String config) throws Exception {
        Path file = Files.writeString(directory.resolve("job.yaml"), config);
        return cluster.submit(List.of("-p", "2"), JAR, "run", "--config", file.toString());
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
