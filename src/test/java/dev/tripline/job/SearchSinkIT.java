// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.alert.Alert;
import dev.tripline.event.DeadLetter;
import dev.tripline.rule.Severity;
import dev.tripline.sink.Route;
import dev.tripline.testing.Await;
import dev.tripline.testing.FaultyProxy;
import dev.tripline.testing.FaultyProxy.Fault;
import dev.tripline.testing.SearchNode;
import dev.tripline.testing.SearchNode.Product;
import dev.tripline.testing.SelfSigned;
import dev.tripline.testing.SharedSearchNodes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    private static final SharedSearchNodes NODES = new SharedSearchNodes();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How long a node stays away; a minute is the real thing. */
    private static final Duration OUTAGE =
            Duration.ofSeconds(Long.getLong("tripline.outage.seconds", 0));

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
        for (int n = 0; n < 200; n++) {
            List<Integer> revisions = new ArrayList<>(List.of(1, 2, 3, 1, 2));
            Collections.rotate(revisions, n);
            for (int revision : revisions) {
                alerts.add(MadeUpAlerts.one("order", n, revision, "\"fits\""));
            }
        }

        run(alerts, search("order", List.of(node.uri())));

        assertThat(node.documents("order-2026.03"))
                .hasSize(200)
                .allSatisfy(
                        (id, hit) -> {
                            assertThat(hit.at("/_source/revision").asInt()).isEqualTo(3);
                            assertThat(hit.at("/_version").asInt()).isEqualTo(3);
                        });
        assertThat(letters()).isEmpty();
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

        run(alerts, search("misfit", List.of(node.uri())));

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

    @ParameterizedTest
    @EnumSource
    void waitsForANodeThatIsKilledAndComesBack(Product product) throws Exception {
        SearchNode node = NODES.of(product);
        JobClient job =
                start(
                        MadeUpAlerts.slowly("outage", 1000, 200),
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
        assertThat(node.documents("outage-*")).hasSize(1000);
        assertThat(letters()).isEmpty();
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
                            Fault.status(302));
            proxy.set(n -> n <= faults.size() ? faults.get(n - 1) : Fault.none());

            run(
                    MadeUpAlerts.many("faults", 500),
                    search("faults", List.of(proxy.uri()), "timeout: 500ms"));

            assertThat(node.documents("faults-*")).hasSize(500);
            assertThat(letters()).isEmpty();
            assertThat(proxy.requests()).isGreaterThan(faults.size());
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
        try (FaultyProxy down = FaultyProxy.before(node.uri())) {
            down.set(n -> Fault.status(503));

            run(
                    MadeUpAlerts.many("hosts", 500),
                    search(
                            "hosts",
                            List.of(URI.create("http://127.0.0.1:1"), down.uri(), node.uri()),
                            "max-bulk-alerts: 10"));

            assertThat(node.documents("hosts-*")).hasSize(500);
            assertThat(down.requests()).isLessThan(40);
        }
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

    @ParameterizedTest
    @EnumSource
    void waitsForAnIndexThatTakesNothingAndIndexesTheRest(Product product) throws Exception {
        SearchNode node = NODES.of(product);
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

        env.execute();

        assertThat(node.documents("restart-*")).hasSize(1000);
        assertThat(letters()).isEmpty();
        assertThat(MadeUpAlerts.FailingOnce.hasFailed("restart-700")).isTrue();
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

            job.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(20, TimeUnit.SECONDS);

            assertThat(node.documents("checkpoints-*")).isEmpty();
            proxy.set(n -> Fault.none());
            await(job);
            assertThat(node.documents("checkpoints-*")).hasSize(200);
        }
    }

    private void run(List<Alert> alerts, String sink) throws Exception {
        await(start(MadeUpAlerts.of(alerts), sink));
    }

    private JobClient start(MadeUpAlerts.Stream alerts, String sink) throws Exception {
        StreamExecutionEnvironment env = MadeUpAlerts.environment("disable");
        define(env, alerts.into(env), sink);
        return env.executeAsync();
    }

    private static void await(JobClient job) throws Exception {
        job.getJobExecutionResult().get(PATIENCE.plus(OUTAGE).toSeconds(), TimeUnit.SECONDS);
    }

    private void define(StreamExecutionEnvironment env, DataStream<Alert> alerts, String sink)
            throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("job.yaml"),
                        "sinks: [" + sink + "]\ndead-letters: {file: letters.ndjson}\n");
        JobConfig config = ConfigLoader.load(file);
        List<DataStream<DeadLetter>> rejected =
                Sinks.alerts(
                        alerts.keyBy(Alert::id),
                        config.sinks(),
                        List.of(new Route(Set.of(MadeUpAlerts.RULE), Severity.LOW)));
        Sinks.deadLetters(rejected.get(0), config.deadLetters(), OnMiniCluster.REDACTOR);
    }

    private static String search(String index, List<URI> hosts, String... options) {
        List<String> keys = new ArrayList<>(List.of(options));
        keys.add("index: " + index);
        keys.add("hosts: " + hosts.stream().map(host -> '"' + host.toString() + '"').toList());
        keys.add("max-retry-delay: 500ms");
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
