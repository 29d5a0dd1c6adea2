// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.testing.Await;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

        List<ConsumerRecord<byte[], byte[]>> records = broker.readAll("two-alerts", 2, PATIENCE);
        ConsumerRecord<byte[], byte[]> record = records.get(1);
        JsonNode alert = JSON.readTree(record.value());
        assertThat(alert.at("/tripline/alert/state").asText()).isEqualTo("final");
        assertThat(JSON.readTree(records.get(0).value()).at("/tripline/alert/state").asText())
                .isEqualTo("provisional");
        assertThat(records.get(0).key()).isEqualTo(record.key());
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

        Set<String> fromFile =
                Files.readAllLines(file).stream()
                        .map(line -> json(line).at("/event/id").asText())
                        .collect(Collectors.toSet());
        assertThat(new Alerts(broker, "mixed-alerts").awaitKeys(fromFile.size()))
                .hasSizeGreaterThan(20)
                .isEqualTo(fromFile);
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

    /** As somebody may who can write to one partition of the topic, or to all of it. */
    @Test
    void findsATheftThatForgedTimesShouldHide() throws Exception {
        broker.createTopic("forged-events", 2);
        broker.createTopic("forged-alerts", 1);
        broker.createTopic("forged-dead-letters", 1);
        String job = submit(JobFile.ofForgedTopic(broker, "forged"));
        Instant now = Instant.now();
        TokenTheft hidden = new TokenTheft("hidden", now.minusSeconds(40));
        TokenTheft postdated = new TokenTheft("postdated", now.plus(Duration.ofHours(23)));
        broker.produce(
                "forged-events",
                0,
                List.of(
                        TokenTheft.laterFile(now.plus(Duration.ofHours(22))),
                        TokenTheft.laterRequest(now.plus(Duration.ofMinutes(4))),
                        TokenTheft.laterFile(now.plus(Duration.ofDays(3650))),
                        hidden.read(),
                        hidden.request(),
                        postdated.read()));

        Instant year2001 = Instant.parse("2001-01-01T00:00:00Z");
        AtomicInteger flooded = new AtomicInteger();
        Map<String, JsonNode> alerts =
                Await.until(
                        "alerts about both thefts",
                        PATIENCE,
                        () -> {
                            Instant time = year2001.plusSeconds(flooded.incrementAndGet());
                            broker.produce(
                                    "forged-events",
                                    1,
                                    List.of(
                                            TokenTheft.laterFile(time),
                                            TokenTheft.laterRequest(time),
                                            TokenTheft.laterFile(Instant.EPOCH)));
                            broker.produce(
                                    "forged-events",
                                    0,
                                    List.of(
                                            TokenTheft.laterFile(Instant.now()),
                                            TokenTheft.request("postdated", Instant.now())));
                            return new Alerts(broker, "forged-alerts").byKey();
                        },
                        found -> found.size() >= 2);

        assertThat(alerts.values())
                .extracting(alert -> alert.at("/orchestrator/resource/name").asText())
                .containsExactlyInAnyOrder("hidden", "postdated");
        assertThat(alerts.values())
                .filteredOn(
                        alert ->
                                alert.at("/orchestrator/resource/name")
                                        .asText()
                                        .equals("postdated"))
                .singleElement()
                .satisfies(
                        alert ->
                                assertThat(
                                                alert.at("/tripline/evidence/0/fields")
                                                        .get("tripline.time.skewed")
                                                        .asBoolean())
                                        .isTrue());
        assertThat(broker.readPresent("forged-dead-letters"))
                .extracting(
                        record ->
                                json(new String(record.value(), StandardCharsets.UTF_8))
                                        .at("/reason")
                                        .asText())
                .hasSizeGreaterThan(1)
                .containsOnly("absurd-timestamp");
        cluster.cancel(job, PATIENCE);
    }

    /** One source is hours ahead of the other, which goes on bit by bit. */
    @Test
    void findsATheftAtTheEndOfABacklogThatAnotherSourceWaitsFor() throws Exception {
        broker.createTopic("aligned-runtime", 3);
        broker.createTopic("aligned-audit", 3);
        broker.createTopic("aligned-alerts", 1);
        String job = submit(JobFile.ofTwoTopics(broker, "aligned"));
        TokenTheft theft = new TokenTheft("web-1", NOON.plus(Duration.ofHours(5)));
        produceHours("aligned-audit", 0, 1, TokenTheft::laterRequest);
        awaitRead("aligned", "aligned-audit", 60);

        produceHours("aligned-runtime", 0, 5, TokenTheft::laterFile);
        awaitRead("aligned", "aligned-runtime", 300);
        broker.produce("aligned-runtime", 1, List.of(theft.read()));
        for (int hour = 1; hour < 5; hour++) {
            produceHours("aligned-audit", hour, hour + 1, TokenTheft::laterRequest);
            awaitRead("aligned", "aligned-audit", 60 * (hour + 1));
        }
        broker.produce("aligned-audit", 2, List.of(theft.request()));
        produceHours("aligned-runtime", 6, 7, TokenTheft::laterFile);
        produceHours("aligned-audit", 6, 7, TokenTheft::laterRequest);

        assertThat(new Alerts(broker, "aligned-alerts").await(1).values())
                .extracting(alert -> alert.at("/@timestamp").asText())
                .containsExactly(theft.end());
        awaitRead("aligned", "aligned-runtime", 360);
        awaitRead("aligned", "aligned-audit", 360);
        cluster.cancel(job, PATIENCE);
    }

    /** One event for each minute, in each of three partitions. */
    private void produceHours(
            String topic, int fromHour, int toHour, Function<Instant, String> event) {
        List<String> events =
                IntStream.range(60 * fromHour, 60 * toHour)
                        .mapToObj(minute -> event.apply(NOON.plus(Duration.ofMinutes(minute))))
                        .toList();
        for (int partition = 0; partition < 3; partition++) {
            broker.produce(topic, partition, events);
        }
    }

    @Test
    void readsTopicsThatAPatternNamesAlsoThoseThatAreMadeLater() throws Exception {
        broker.createTopic("pattern-runtime", 1);
        broker.createTopic("pattern-alerts", 1);
        String job = submit(JobFile.ofPattern(broker, "pattern"));
        TokenTheft theft = new TokenTheft("web-1", NOON);
        broker.produce("pattern-runtime", List.of(theft.read()));
        awaitRead("pattern", "pattern-runtime", 1);

        broker.createTopic("pattern-audit", 1);
        broker.produce("pattern-audit", List.of(theft.request()));
        awaitRead("pattern", "pattern-audit", 1);
        Instant later = NOON.plus(Duration.ofHours(1));
        broker.produce("pattern-audit", List.of(TokenTheft.laterRequest(later)));
        broker.produce("pattern-runtime", List.of(TokenTheft.laterFile(later)));

        JsonNode alert = new Alerts(broker, "pattern-alerts").await(1).values().iterator().next();
        assertThat(alert.at("/@timestamp").asText()).isEqualTo(theft.end());
        assertThat(alert.at("/tripline/evidence/1/source/topic").asText())
                .isEqualTo("pattern-audit");
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

    private void awaitRead(String group, String topic, long records) {
        Await.until(
                "a checkpoint behind " + records + " records of the first partition of " + topic,
                PATIENCE,
                () -> broker.committedOffset(group, topic, 0),
                offset -> offset == records);
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
