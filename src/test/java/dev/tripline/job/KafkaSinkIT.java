// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripline.alert.Alert;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.rule.Severity;
import dev.tripline.sink.Route;
import dev.tripline.testing.Await;
import dev.tripline.testing.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts on their way into topics of a real broker, which may go away meanwhile. */
class KafkaSinkIT {

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Route ALL = new Route(Set.of(MadeUpAlerts.RULE), Severity.LOW);

    private static KafkaBroker broker;

    @TempDir private Path directory;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(Files.createTempDirectory(Path.of("target"), "kafka-sink-"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void saysInHeadersWhatRoutingNeeds() throws Exception {
        broker.createTopic("headers", 1);
        StreamExecutionEnvironment env = MadeUpAlerts.environment("disable");

        Alert alert = MadeUpAlerts.one("headers", 1, 2, "1");
        define(env, MadeUpAlerts.of(List.of(alert)).into(env), "topic: headers");
        env.execute();

        ConsumerRecord<byte[], byte[]> record = broker.readAll("headers", 1, PATIENCE).get(0);
        assertThat(new String(record.key(), UTF_8)).isEqualTo(alert.id());
        assertThat(new String(record.value(), UTF_8)).isEqualTo(alert.document());
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "alert",
                                alert.id(),
                                "revision",
                                "2",
                                "rule",
                                MadeUpAlerts.RULE,
                                "severity",
                                "high",
                                "state",
                                "final",
                                "schema-version",
                                "ecs-9.0.0"));
    }

    @Test
    void namesRejectedAlertsInTheKeysOfDeadLetters() throws Exception {
        broker.createTopic("letters", 1);
        StreamExecutionEnvironment env = MadeUpAlerts.environment("disable");
        JobConfig config =
                ConfigLoader.load(
                        Files.writeString(
                                directory.resolve("job.yaml"),
                                "dead-letters: {kafka: {bootstrap-servers: \"%s\", topic: letters}}"
                                        .formatted(broker.bootstrapServers())));
        Coordinates index = Coordinates.ofIndex("sinks[1]", "alerts-2026.03");
        DeadLetter alert =
                DeadLetter.ofAlert("0a1b", 2, "400 mapper_parsing_exception", index, new byte[1]);
        DeadLetter event =
                new DeadLetter(
                        DeadLetter.Reason.MALFORMED,
                        "no JSON",
                        Coordinates.ofRecord("audit", "audit-logs", 3, 17),
                        "auto",
                        new byte[1],
                        false);

        Sinks.deadLetters(
                env.fromData(TypeInformation.of(DeadLetter.class), alert, event),
                config.deadLetters(),
                OnMiniCluster.REDACTOR);
        env.execute();

        assertThat(broker.readAll("letters", 2, PATIENCE))
                .extracting(record -> record.key() == null ? null : new String(record.key(), UTF_8))
                .containsExactlyInAnyOrder("0a1b/2", null);
    }

    @Test
    void writesExactlyOnceThoughTheJobFailsInATransaction() throws Exception {
        broker.createTopic("job-fails", 2);
        StreamExecutionEnvironment env = MadeUpAlerts.environment("fixed-delay");
        DataStream<Alert> failing =
                MadeUpAlerts.slowly("job-fails", 600, 300)
                        .into(env)
                        .map(new MadeUpAlerts.FailingOnce("job-fails-400"))
                        .uid("failing");

        define(env, failing, exactlyOnce("job-fails"));
        env.execute();

        assertThat(MadeUpAlerts.FailingOnce.hasFailed("job-fails-400")).isTrue();
        assertThatEachIsThereOnce("job-fails", 600);
    }

    @Test
    void writesExactlyOnceThoughTheBrokerIsKilledInATransaction() throws Exception {
        broker.createTopic("broker-killed", 2);
        StreamExecutionEnvironment env = MadeUpAlerts.environment("fixed-delay");

        define(
                env,
                MadeUpAlerts.slowly("broker-killed", 1000, 100).into(env),
                exactlyOnce("broker-killed"));
        JobClient job = env.executeAsync();
        Await.until(
                "the first committed alerts",
                PATIENCE,
                () -> broker.readPresent("broker-killed").size(),
                count -> count > 50);
        broker.kill();
        broker.restart();
        job.getJobExecutionResult().get(2, TimeUnit.MINUTES);

        assertThatEachIsThereOnce("broker-killed", 1000);
    }

    /** Then the producer gives up what it holds, and only the job can bring it again. */
    @Test
    void losesNothingThoughTheBrokerIsAwayLongerThanTheProducerWaits() throws Exception {
        broker.createTopic("long-away", 2);
        StreamExecutionEnvironment env = MadeUpAlerts.environment("fixed-delay");

        define(
                env,
                MadeUpAlerts.slowly("long-away", 500, 100).into(env),
                "topic: long-away, properties: {delivery.timeout.ms: \"6000\","
                        + " request.timeout.ms: \"5000\", max.block.ms: \"6000\"}");
        JobClient job = env.executeAsync();
        Await.until(
                "the first alerts",
                PATIENCE,
                () -> broker.readPresent("long-away").size(),
                count -> count > 50);
        broker.kill();
        Await.until(
                "a restart of the job",
                PATIENCE,
                () -> job.getJobStatus().get(5, TimeUnit.SECONDS),
                status -> status == JobStatus.RESTARTING);
        broker.restart();
        job.getJobExecutionResult().get(2, TimeUnit.MINUTES);

        assertThat(broker.readPresent("long-away"))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsAll(IntStream.range(0, 500).mapToObj(n -> "long-away-" + n).toList());
    }

    /**
     * Kafka's producer says what it could not send when it is closed, and Flink would take that for
     * the end of the TaskManager: nobody would be left to run the job.
     */
    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "exactly-once"})
    void outlivesAFailureWhileTheProducerHasOneThatItHasNotSaidYet(String delivery)
            throws Exception {
        String topic = "two-failures-" + delivery;
        broker.createTopic(topic, 2);
        StreamExecutionEnvironment env = MadeUpAlerts.environment("fixed-delay");

        // In the thread of the writer, which has no time to say anything in between.
        DataStream<Alert> failing =
                MadeUpAlerts.of(MadeUpAlerts.many(topic, 100))
                        .into(env)
                        .keyBy(Alert::id)
                        .flatMap(new FailingBehindAGiant(topic + "-40"))
                        .returns(TypeInformation.of(Alert.class))
                        .uid("failing");
        Sinks.alerts(
                failing,
                config(delivery.equals("exactly-once") ? exactlyOnce(topic) : "topic: " + topic)
                        .sinks(),
                List.of(ALL));
        env.executeAsync().getJobExecutionResult().get(2, TimeUnit.MINUTES);

        assertThat(FailingBehindAGiant.FAILED).contains(topic + "-40");
        assertThat(broker.readPresent(topic))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsAll(IntStream.range(0, 100).mapToObj(n -> topic + "-" + n).toList());
    }

    /** Lets one alert through as one that no producer sends, and fails at once, the first time. */
    private static final class FailingBehindAGiant implements FlatMapFunction<Alert, Alert> {

        private static final long serialVersionUID = 1L;

        private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

        private final String id;

        FailingBehindAGiant(String id) {
            this.id = id;
        }

        @Override
        public void flatMap(Alert alert, Collector<Alert> out) {
            if (alert.id().equals(id) && FAILED.add(id)) {
                out.collect(MadeUpAlerts.one("giant", 1, 1, '"' + "x".repeat(2_000_000) + '"'));
                throw new IllegalStateException("for the test");
            }
            out.collect(alert);
        }
    }

    @Test
    void refusesATransactionThatIsLongerThanTheBrokerAllows() throws Exception {
        broker.createTopic("long", 1);
        JobConfig config =
                config(exactlyOnce("long") + ", properties: {transaction.timeout.ms: \"7200000\"}");

        for (Check check :
                List.<Check>of(KafkaPreflight::check, KafkaPreflight::checkTransactions)) {
            assertThatThrownBy(() -> check.of(config))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith(
                            "sinks[0].kafka.properties: transaction.timeout.ms is 7200000, and the"
                                    + " brokers allow 3600000 (transaction.max.timeout.ms); ");
        }
    }

    @Test
    void onlyWarnsInAClusterIfTheBrokersCannotBeAsked() throws Exception {
        JobConfig config =
                ConfigLoader.load(
                        Files.writeString(
                                directory.resolve("job.yaml"),
                                "sinks: [{kafka: {bootstrap-servers: \"127.0.0.1:1\", "
                                        + exactlyOnce("any")
                                        + "}}]"));

        assertThat(KafkaPreflight.checkTransactions(config))
                .singleElement()
                .asString()
                .startsWith(
                        "sinks[0]: the brokers must allow transactions of 900000 ms"
                                + " (transaction.max.timeout.ms), and whether they do is not known:"
                                + " no answer");
    }

    @Test
    void saysHowLongTopicsKeepAlerts() throws Exception {
        broker.createTopic("kept", 1, Map.of("retention.ms", "604800000"));
        broker.createTopic(
                "stamped",
                1,
                Map.of("retention.ms", "3600000", "message.timestamp.type", "LogAppendTime"));

        assertThat(KafkaPreflight.check(config("topic: kept")))
                .containsExactly(
                        "sinks[0]: topic kept keeps alerts for 7 d, counted from when they are sent");
        assertThat(KafkaPreflight.check(config("topic: stamped")))
                .containsExactly(
                        "sinks[0]: topic stamped keeps alerts for 1 h, counted from when they arrive");
        assertThatThrownBy(() -> KafkaPreflight.check(config("topic: no-such-topic")))
                .hasMessageEndingWith("has no topic no-such-topic; make it or correct the name");
    }

    /** One of the ways to ask before the start. */
    private interface Check {
        Object of(JobConfig config) throws ConfigException;
    }

    private static String exactlyOnce(String topic) {
        return "topic: %1$s, delivery: exactly-once, transactional-id-prefix: %1$s"
                .formatted(topic);
    }

    private void define(StreamExecutionEnvironment env, DataStream<Alert> alerts, String kafka)
            throws Exception {
        Sinks.alerts(alerts.keyBy(Alert::id), config(kafka).sinks(), List.of(ALL));
    }

    private JobConfig config(String kafka) throws Exception {
        return ConfigLoader.load(
                Files.writeString(
                        directory.resolve("job.yaml"),
                        "sinks: [{kafka: {bootstrap-servers: \"%s\", %s}}]"
                                .formatted(broker.bootstrapServers(), kafka)));
    }

    private static void assertThatEachIsThereOnce(String topic, int count) {
        assertThat(broker.readAll(topic, count, PATIENCE))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(n -> topic + "-" + n).toList());
    }
}
