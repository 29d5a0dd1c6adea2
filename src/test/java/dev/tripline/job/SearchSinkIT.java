// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.alert.Alert;
import dev.tripline.event.DeadLetter;
import dev.tripline.rule.Severity;
import dev.tripline.sink.Route;
import dev.tripline.testing.Await;
import dev.tripline.testing.DroppingPort;
import dev.tripline.testing.FaultyProxy;
import dev.tripline.testing.FaultyProxy.Fault;
import dev.tripline.testing.SearchNode;
import dev.tripline.testing.SearchNode.Product;
import dev.tripline.testing.SelfSigned;
import dev.tripline.testing.SharedSearchNodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Alerts on their way into real nodes, through what happens to nodes and networks. Whatever
 * happens, every alert is in the index once, or in the dead letters with the reason, and the job
 * does not fail.
 */
class SearchSinkIT {

    private static final SinkCounts COUNTS = new SinkCounts();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster(3, COUNTS.reported());

    private static final SharedSearchNodes NODES = new SharedSearchNodes();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How long a node stays away; {@code scripts/outage} makes it a minute. */
    private static final Duration OUTAGE =
            Duration.ofSeconds(Long.getLong("tripline.outage.seconds", 1));

    @TempDir private Path directory;

    @AfterAll
    static void stopNodes() {
        NODES.close();
    }

    @ParameterizedTest
    @EnumSource
    void takesTheNewestRevisionInWhateverOrderTheyCome(Product product) throws Exception {
        SearchNode node = NODES.of(product);
        List<Alert> alerts = new ArrayList<>();
        // The revisions of the first half stand together, those of the others far from each other.
        for (int n = 0; n < 100; n++) {
            for (int revision : revisions(n)) {
                alerts.add(MadeUpAlerts.one("order", n, revision, "1"));
            }
        }
        for (int i = 0; i < 5; i++) {
            for (int n = 100; n < 200; n++) {
                alerts.add(MadeUpAlerts.one("order", n, revisions(n).get(i), "1"));
            }
        }

        JobID job =
                run(
                        alerts,
                        search(
                                "order",
                                List.of(node.uri()),
                                "max-bulk-alerts: 50",
                                "concurrent-bulks: 4"));

        assertThat(COUNTS.of(job).received()).isEqualTo(1000);
        assertThatAllIsAccountedFor(job);
        assertThat(node.documents("order-2026.03"))
                .hasSize(200)
                .allSatisfy(
                        (id, hit) -> {
                            assertThat(hit.at("/_source/revision").asInt()).isEqualTo(3);
                            assertThat(hit.at("/_version").asInt()).isEqualTo(3);
                        });
        assertThat(letters()).isEmpty();
    }

    private static List<Integer> revisions(int n) {
        List<Integer> revisions = new ArrayList<>(List.of(1, 2, 3, 1, 2));
        Collections.rotate(revisions, n);
        return revisions;
    }

    @ParameterizedTest
    @EnumSource
    void makesADeadLetterOfTheOneThatDoesNotFit(Product product) throws Exception {
        SearchNode node = NODES.of(product);
        node.put(
                "/misfit-2026.03",
                "{\"mappings\":{\"properties\":{\"value\":{\"type\":\"long\"}}}}");
        List<Alert> alerts = new ArrayList<>(MadeUpAlerts.many("misfit", 100));
        alerts.set(42, MadeUpAlerts.one("misfit", 42, 1, "\"no number\""));

        JobID job = run(alerts, search("misfit", List.of(node.uri())));

        assertThat(COUNTS.of(job)).isEqualTo(new SinkCounts.Counts(100, 99, 0, 1, 0, 0, 0));
        assertThat(node.documents("misfit-2026.03"))
                .hasSize(99)
                .doesNotContainKey(alerts.get(42).id());
        assertThat(letters())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.at("/reason").asText()).isEqualTo("rejected");
                            assertThat(letter.at("/message").asText())
                                    .startsWith("400 ")
                                    .contains("failed to parse field [value] of type [long]");
                            assertThat(letter.at("/source/name").asText()).isEqualTo("sinks[0]");
                            assertThat(letter.at("/source/index").asText())
                                    .isEqualTo("misfit-2026.03");
                            assertThat(letter.at("/format").asText()).isEqualTo("alert");
                            assertThat(new String(letter.at("/bytes").binaryValue(), UTF_8))
                                    .isEqualTo(alerts.get(42).document());
                        });
    }

    /** As between two checkpoints, when neither says that the first letter was written. */
    @Test
    void namesTheAlertInItsDeadLetterWhichARestartMayRepeat() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        node.put(
                "/again-2026.03",
                "{\"mappings\":{\"properties\":{\"value\":{\"type\":\"long\"}}}}");
        StreamExecutionEnvironment env = OnMiniCluster.environment(2);
        env.configure(
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1));
        DataStream<Alert> alerts =
                MadeUpAlerts.of(MadeUpAlerts.many("again", 200))
                        .into(env)
                        .map(new MisfitAndFailure())
                        .returns(TypeInformation.of(Alert.class))
                        .uid("misfit");

        define(env, alerts, search("again", List.of(node.uri())));
        JobClient job = env.executeAsync();
        Await.until("the dead letter", PATIENCE, () -> letters().size() == 1);
        MisfitAndFailure.DUE.countDown();
        await(job);

        assertThat(node.documents("again-*")).hasSize(199).doesNotContainKey("again-7");
        assertThat(letters())
                .extracting(
                        letter -> letter.at("/envelope/event.id").asText(),
                        letter -> letter.at("/envelope/tripline.alert.revision").asText())
                .containsExactly(tuple("again-7", "3"), tuple("again-7", "3"));
    }

    /** One alert fits no index, and the last one lets the job fail once, when that is due. */
    private static final class MisfitAndFailure implements MapFunction<Alert, Alert> {

        private static final long serialVersionUID = 1L;

        private static final CountDownLatch DUE = new CountDownLatch(1);
        private static final AtomicBoolean FAILED = new AtomicBoolean();

        @Override
        public Alert map(Alert alert) throws InterruptedException {
            if (alert.id().equals("again-199") && FAILED.compareAndSet(false, true)) {
                DUE.await();
                throw new IllegalStateException("for the test");
            }
            return alert.id().equals("again-7")
                    ? MadeUpAlerts.one("again", 7, 3, "\"no number\"")
                    : alert;
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForANodeThatIsKilledAndComesBack(Product product) throws Exception {
        SearchNode node = NODES.of(product);
        // They come before, during and after.
        int alerts = 100 * (5 + Math.toIntExact(OUTAGE.toSeconds()));
        JobClient job =
                start(
                        MadeUpAlerts.slowly("outage", alerts, 100),
                        search("outage", List.of(node.uri())));
        Await.until(
                "the first alerts",
                PATIENCE,
                () -> node.documents("outage-*").size(),
                size -> size > 50);

        node.kill();
        TimeUnit.SECONDS.sleep(OUTAGE.toSeconds());
        node.restart();

        await(job);
        assertThat(node.documents("outage-*")).hasSize(alerts);
        assertThat(letters()).isEmpty();
        assertThatAllIsAccountedFor(job.getJobID());
    }

    /** Some of these were done and only their answer was lost. */
    @Test
    void sendsAgainWhatGotNoGoodAnswer() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        try (FaultyProxy proxy = FaultyProxy.before(node.uri())) {
            List<Fault> faults =
                    List.of(
                            Fault.status(503),
                            Fault.cut(),
                            Fault.none(),
                            Fault.status(502),
                            Fault.stall(),
                            Fault.status(404),
                            Fault.cut(),
                            Fault.status(400),
                            Fault.status(302),
                            Fault.status(200),
                            Fault.half(),
                            Fault.fewer(),
                            Fault.lost(),
                            Fault.status(413),
                            Fault.status(401),
                            Fault.status(403),
                            Fault.status(500));
            proxy.set(n -> n <= faults.size() ? faults.get(n - 1) : Fault.none());

            JobID job =
                    run(
                            MadeUpAlerts.many("faults", 500),
                            search("faults", List.of(proxy.uri()), "timeout: 500ms"));

            assertThat(node.documents("faults-*")).hasSize(500);
            assertThat(letters()).isEmpty();
            assertThat(proxy.requests()).isGreaterThan(faults.size());
            assertThat(COUNTS.of(job).received()).isEqualTo(500);
            assertThatAllIsAccountedFor(job);
        }
    }

    @Test
    void comesThroughAStormOfRefusals() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        try (FaultyProxy proxy = FaultyProxy.before(node.uri())) {
            proxy.set(n -> n % 4 == 0 ? Fault.none() : Fault.status(429));

            run(MadeUpAlerts.many("storm", 2000), search("storm", List.of(proxy.uri())));

            assertThat(node.documents("storm-*")).hasSize(2000);
            assertThat(letters()).isEmpty();
        }
    }

    @Test
    void leavesAServerAloneForAsLongAsItAsks() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        List<Long> times = new CopyOnWriteArrayList<>();
        try (FaultyProxy proxy = FaultyProxy.before(node.uri())) {
            proxy.set(
                    n -> {
                        times.add(System.nanoTime());
                        return n == 1 ? Fault.retryAfter(429, "1") : Fault.none();
                    });

            run(
                    MadeUpAlerts.many("asks", 1),
                    search("asks", List.of(proxy.uri()), "max-retry-delay: 5s"));

            assertThat(node.documents("asks-*")).hasSize(1);
            assertThat(times).hasSize(2);
            assertThat(Duration.ofNanos(times.get(1) - times.get(0)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    /** Real refusals, of whole bulks and of parts. */
    @Test
    void comesThroughAQueueThatIsTooShort() throws Exception {
        SearchNode node = NODES.cramped();
        node.put("/queue-2026.03", "{\"settings\":{\"number_of_shards\":4}}");

        run(
                MadeUpAlerts.many("queue", 4000),
                search("queue", List.of(node.uri()), "max-bulk-alerts: 20", "concurrent-bulks: 8"));

        assertThat(node.documents("queue-*")).hasSize(4000);
        assertThat(letters()).isEmpty();
    }

    @Test
    void goesOnWithTheHostsThatAnswer() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        try (FaultyProxy down = FaultyProxy.before(node.uri());
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            down.set(n -> Fault.status(503));

            run(
                    MadeUpAlerts.many("hosts", 500),
                    search(
                            "hosts",
                            List.of(
                                    URI.create("http://127.0.0.1:1"),
                                    down.uri(),
                                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                                    node.uri()),
                            "max-bulk-alerts: 10",
                            "timeout: 1s"));

            assertThat(node.documents("hosts-*")).hasSize(500);
            assertThat(down.requests()).isLessThan(40);
        }
    }

    @Test
    void goesOnWithTheOtherHostsIfOneDropsPackets() throws Exception {
        SearchNode node = NODES.of(Product.OPENSEARCH);
        // Lest the first bulk wait for it for longer than the timeout.
        node.put("/dropped-2026.03", "{}");
        try (DroppingPort dropping = DroppingPort.open()) {
            JobID job =
                    run(
                            MadeUpAlerts.many("dropped", 500),
                            search(
                                    "dropped",
                                    List.of(dropping.uri(), node.uri()),
                                    "max-bulk-alerts: 10",
                                    "timeout: 1s"));

            assertThat(node.documents("dropped-*"))
                    .hasSize(500)
                    .allSatisfy((id, hit) -> assertThat(hit.at("/_version").asInt()).isEqualTo(1));
            assertThat(letters()).isEmpty();
            assertThat(COUNTS.of(job).failed()).as("bulks without an answer").isPositive();
            assertThatAllIsAccountedFor(job);
        }
    }

    @Test
    void waitsForTheOnlyHostThoughItDropsPackets() throws Exception {
        SearchNode node = NODES.of(Product.OPENSEARCH);
        JobClient job;
        int port;
        try (DroppingPort dropping = DroppingPort.open()) {
            port = dropping.number();
            job =
                    start(
                            MadeUpAlerts.slowly("dark", 300, 100),
                            search("dark", List.of(dropping.uri()), "timeout: 1s"));
            // Whoever hung in a connection would not try a third time.
            Await.until(
                    "three bulks without an answer",
                    PATIENCE,
                    () -> COUNTS.of(job.getJobID()).failed(),
                    failed -> failed >= 3);
        }

        try (FaultyProxy answering = FaultyProxy.before(node.uri(), port)) {
            await(job);
            assertThat(answering.requests()).isPositive();
        }
        assertThat(node.documents("dark-*")).hasSize(300);
        assertThat(letters()).isEmpty();
        assertThatAllIsAccountedFor(job.getJobID());
    }

    @Test
    void halvesBulksThatAreTooLargeAndRejectsAnAlertThatIs() throws Exception {
        SearchNode node = NODES.cramped();
        List<Alert> alerts = new ArrayList<>(MadeUpAlerts.many("large", 500));
        alerts.add(MadeUpAlerts.one("large", 500, 1, '"' + "x".repeat(20_000) + '"'));

        run(alerts, search("large", List.of(node.uri()), "compression: false"));

        assertThat(node.documents("large-*")).hasSize(500);
        assertThat(letters())
                .extracting(letter -> letter.at("/message").asText())
                .containsExactly("413 larger than the server takes");
    }

    /** Both products at once, as a node looks at its disk only every ten seconds. */
    @Test
    void waitsUntilADiskIsNoLongerFull() throws Exception {
        List<SearchNode> nodes = Stream.of(Product.values()).map(NODES::of).toList();
        JobClient job =
                start(
                        MadeUpAlerts.slowly("disk", 600, 40),
                        search("disk", List.of(nodes.get(0).uri())),
                        search("disk", List.of(nodes.get(1).uri())));
        for (SearchNode node : nodes) {
            Await.until("the first alerts", PATIENCE, () -> !node.documents("disk-*").isEmpty());
            node.needFreeDisk("1000tb");
        }
        for (SearchNode node : nodes) {
            Await.until("a full disk", PATIENCE, () -> node.isOutOfDisk("disk-2026.03"));
        }

        for (SearchNode node : nodes) {
            node.needFreeDisk("1kb");
        }

        await(job);
        for (SearchNode node : nodes) {
            assertThat(node.documents("disk-*")).hasSize(600);
        }
        assertThat(letters()).isEmpty();
        assertThat(COUNTS.of(job.getJobID()).received()).isEqualTo(1200);
        assertThatAllIsAccountedFor(job.getJobID());
    }

    @Test
    void waitsForAnIndexThatTakesNothingAndIndexesTheRest() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        node.put("/blocked-2026.03", "{\"settings\":{\"index.blocks.write\":true}}");
        List<Alert> alerts = new ArrayList<>(MadeUpAlerts.many("blocked", 100));
        for (int n = 100; n < 200; n++) {
            alerts.add(MadeUpAlerts.at("2026-04-01T00:00:00.000Z", "blocked", n));
        }

        JobClient job = start(MadeUpAlerts.of(alerts), search("blocked", List.of(node.uri())));
        Await.until(
                "the alerts of the other month",
                PATIENCE,
                () -> node.documents("blocked-2026.04").size(),
                size -> size == 100);
        assertThat(node.documents("blocked-2026.03")).isEmpty();
        node.put("/blocked-2026.03/_settings", "{\"index.blocks.write\":false}");

        await(job);
        assertThat(node.documents("blocked-2026.03")).hasSize(100);
        assertThat(letters()).isEmpty();
    }

    @Test
    void waitsForTheRightPasswordAndTakesItWhenItIsThere() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("password"), "wrong\n");
        try (FaultyProxy proxy = FaultyProxy.before(node.uri())) {
            proxy.require(
                    "Basic "
                            + Base64.getEncoder().encodeToString("tripline:right".getBytes(UTF_8)));
            JobClient job =
                    start(
                            MadeUpAlerts.of(MadeUpAlerts.many("login", 100)),
                            search(
                                    "login",
                                    List.of(proxy.uri()),
                                    "username: tripline",
                                    "password: ${directory:" + secrets + ":password}"));
            Await.until("three refusals", PATIENCE, () -> proxy.requests() >= 3);
            assertThat(node.documents("login-*")).isEmpty();

            Files.writeString(secrets.resolve("password"), "right\n");

            await(job);
            assertThat(node.documents("login-*")).hasSize(100);
            assertThat(letters()).isEmpty();
            assertThat(COUNTS.of(job.getJobID()).refused()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void trustsTheAuthorityThatItIsGiven() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        SelfSigned certificate = SelfSigned.make(directory);
        Files.writeString(directory.resolve("key"), "a2V5");
        try (FaultyProxy proxy = FaultyProxy.before(node.uri(), certificate.tls())) {
            proxy.require("ApiKey a2V5");
            run(
                    MadeUpAlerts.many("tls", 100),
                    search(
                            "tls",
                            List.of(proxy.uri()),
                            "ca-file: " + certificate.pem(),
                            "api-key: ${directory:" + directory + ":key}"));

            assertThat(node.documents("tls-*")).hasSize(100);
        }
    }

    @Test
    void losesNothingWhenTheJobIsRestarted() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        StreamExecutionEnvironment env = MadeUpAlerts.environment("fixed-delay");
        define(
                env,
                MadeUpAlerts.slowly("restart", 1000, 500)
                        .into(env)
                        .map(new MadeUpAlerts.FailingOnce("restart-700"))
                        .uid("failing"),
                search("restart", List.of(node.uri()), "max-bulk-age: 300ms"));

        JobID job = env.execute().getJobID();

        assertThat(node.documents("restart-*")).hasSize(1000);
        assertThat(letters()).isEmpty();
        assertThat(MadeUpAlerts.FailingOnce.hasFailed("restart-700")).isTrue();
        assertThatAllIsAccountedFor(job);
        assertThat(COUNTS.of(job).indexed() + COUNTS.of(job).present())
                .isGreaterThanOrEqualTo(1000);
    }

    /** What was read before is then in state alone. */
    @Test
    void losesNothingWhenTheJobGoesOnWithOtherParallelismWhileNothingIsIndexed() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        try (FaultyProxy proxy = FaultyProxy.before(node.uri())) {
            proxy.set(n -> Fault.status(503));
            String sink = search("rescaled", List.of(proxy.uri()), "max-bulk-age: 200ms");
            // More than there is time for: they come until the job is stopped.
            int half = 50_000;
            MadeUpAlerts.Stream alerts = MadeUpAlerts.slowly("rescaled", 2 * half, 200);

            String byTwo = leave(start(2, null, alerts, sink), proxy);
            String byOne = leave(start(1, byTwo, alerts, sink), proxy);
            assertThat(node.documents("rescaled-*")).isEmpty();
            proxy.set(n -> Fault.none());
            JobClient three = start(3, byOne, alerts, sink);
            Await.until("alerts", PATIENCE, () -> node.documents("rescaled-*").size() > 200);
            three.stopWithSavepoint(true, savepoints(), SavepointFormatType.CANONICAL)
                    .get(20, TimeUnit.SECONDS);

            // The source has two parts, and each is read in order.
            Set<Integer> indexed =
                    node.documents("rescaled-*").values().stream()
                            .map(hit -> hit.at("/_source/n").asInt())
                            .collect(Collectors.toSet());
            int ofFirst = (int) indexed.stream().filter(n -> n < half).count();
            assertThat(indexed)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.concat(
                                            IntStream.range(0, ofFirst),
                                            IntStream.range(half, half + indexed.size() - ofFirst))
                                    .boxed()
                                    .toList());
            assertThat(letters()).isEmpty();
            assertThatAllIsAccountedFor(three.getJobID());
        }
    }

    /** Ends a job in the midst of vain attempts. */
    private String leave(JobClient job, FaultyProxy proxy) throws Exception {
        int before = proxy.requests();
        Await.until("three more refusals", PATIENCE, () -> proxy.requests() >= before + 3);
        String savepoint =
                job.triggerSavepoint(savepoints(), SavepointFormatType.CANONICAL)
                        .get(20, TimeUnit.SECONDS);
        job.cancel().get(20, TimeUnit.SECONDS);
        return savepoint;
    }

    private String savepoints() {
        return directory.resolve("savepoints").toUri().toString();
    }

    /** Checkpoints go on while the server is away, or an outage would end in a failure. */
    @Test
    void takesCheckpointsWhileNothingIsIndexed() throws Exception {
        SearchNode node = NODES.of(Product.ELASTICSEARCH);
        try (FaultyProxy proxy = FaultyProxy.before(node.uri())) {
            proxy.set(n -> Fault.status(503));
            JobClient job =
                    start(
                            MadeUpAlerts.slowly("checkpoints", 200, 100),
                            search("checkpoints", List.of(proxy.uri())));
            Await.until("three refusals", PATIENCE, () -> proxy.requests() >= 3);

            job.triggerSavepoint(savepoints(), SavepointFormatType.CANONICAL)
                    .get(20, TimeUnit.SECONDS);

            assertThat(node.documents("checkpoints-*")).isEmpty();
            proxy.set(n -> Fault.none());
            await(job);
            assertThat(node.documents("checkpoints-*")).hasSize(200);
        }
    }

    private JobID run(List<Alert> alerts, String sink) throws Exception {
        JobClient job = start(MadeUpAlerts.of(alerts), sink);
        await(job);
        return job.getJobID();
    }

    private JobClient start(MadeUpAlerts.Stream alerts, String... sinks) throws Exception {
        return start(2, null, alerts, sinks);
    }

    private JobClient start(
            int parallelism, String savepoint, MadeUpAlerts.Stream alerts, String... sinks)
            throws Exception {
        StreamExecutionEnvironment env = MadeUpAlerts.environment("disable");
        env.setParallelism(parallelism);
        if (savepoint != null) {
            env.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        }
        define(env, alerts.into(env), sinks);
        return env.executeAsync();
    }

    private static void await(JobClient job) throws Exception {
        job.getJobExecutionResult().get(PATIENCE.plus(OUTAGE).toSeconds(), TimeUnit.SECONDS);
    }

    private void define(StreamExecutionEnvironment env, DataStream<Alert> alerts, String... sinks)
            throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("job.yaml"),
                        "sinks: " + List.of(sinks) + "\ndead-letters: {file: letters.ndjson}\n");
        JobConfig config = ConfigLoader.load(file);
        Route all = new Route(Set.of(MadeUpAlerts.RULE), Severity.LOW);
        DataStream<DeadLetter> rejected =
                Sinks.alerts(
                                alerts.keyBy(Alert::id),
                                config.sinks(),
                                Collections.nCopies(sinks.length, all))
                        .stream()
                        .reduce(DataStream::union)
                        .orElseThrow();
        Sinks.deadLetters(rejected, config.deadLetters(), OnMiniCluster.REDACTOR);
    }

    /** Whatever a writer was given has ended somewhere, or was still there when it ended. */
    private static void assertThatAllIsAccountedFor(JobID job) {
        SinkCounts.Counts counts = COUNTS.of(job);
        assertThat(counts.indexed() + counts.present() + counts.rejected() + counts.buffered())
                .isEqualTo(counts.received());
    }

    private static String search(String index, List<URI> hosts, String... options) {
        List<String> keys = new ArrayList<>(List.of(options));
        keys.add("index: " + index);
        keys.add("hosts: " + hosts.stream().map(host -> '"' + host.toString() + '"').toList());
        if (keys.stream().noneMatch(key -> key.startsWith("max-retry-delay:"))) {
            keys.add("max-retry-delay: 500ms");
        }
        keys.replaceAll(key -> key.contains("${") ? key.replaceFirst(": (.*)", ": \"$1\"") : key);
        return "{search: {" + String.join(", ", keys) + "}}";
    }

    private List<JsonNode> letters() throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("letters.ndjson"))) {
            letters.add(JSON.readTree(line));
        }
        return letters;
    }
}
