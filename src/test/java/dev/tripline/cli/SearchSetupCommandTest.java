// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Against a server that remembers what it is given, as either product gives it back. */
class SearchSetupCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path directory;

    private final Map<String, JsonNode> stored = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private boolean isOpenSearch;
    private boolean hasLifecycles = true;
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(
                exchange.getRequestMethod()
                        + " "
                        + path
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
        String known = exchange.getRequestURI().getPath();
        boolean isPolicy = known.contains("polic");
        if (known.equals("/")) {
            send(exchange, 200, greeting());
        } else if (isPolicy && (!hasLifecycles || known.startsWith("/_plugins") != isOpenSearch)) {
            send(exchange, 400, "{\"error\":\"no handler found for uri [" + known + "]\"}");
        } else if (exchange.getRequestMethod().equals("PUT")) {
            stored.put(known, JSON.readTree(exchange.getRequestBody()));
            send(exchange, 200, "{\"acknowledged\":true}");
        } else if (!stored.containsKey(known)) {
            send(exchange, 404, "{\"error\":\"not found\"}");
        } else {
            send(exchange, 200, givenBack(known, isPolicy).toString());
        }
    }

    private String greeting() {
        return isOpenSearch
                ? "{\"version\":{\"distribution\":\"opensearch\",\"number\":\"2.19.1\"}}"
                : "{\"version\":{\"number\":\"8.19.0\"}}";
    }

    private ObjectNode givenBack(String path, boolean isPolicy) {
        ObjectNode json = JSON.createObjectNode();
        if (!isPolicy) {
            ArrayNode all = json.putArray("index_templates");
            all.addObject().put("name", "x").set("index_template", stored.get(path));
        } else if (isOpenSearch) {
            json.put("_id", "x").put("_seq_no", 7).put("_primary_term", 2);
            json.set("policy", stored.get(path).get("policy"));
        } else {
            json.putObject("x").put("version", 3).set("policy", stored.get(path).get("policy"));
        }
        return json;
    }

    private void send(HttpExchange exchange, int status, String body) throws IOException {
        if (!isOpenSearch) {
            exchange.getResponseHeaders().set("X-elastic-product", "Elasticsearch");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int run(String... options) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("search", "setup"));
        arguments.addAll(List.of(options));
        CommandLine tripline = Tripline.commandLine(new Tripline());
        return tripline.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loadsTemplateAndPolicyOnceAndSaysSo(boolean openSearch) {
        isOpenSearch = openSearch;

        assertThat(run("--url", url())).as(() -> err.toString()).isZero();

        assertThat(out.toString())
                .contains(openSearch ? "OpenSearch 2.19.1" : "Elasticsearch 8.19.0")
                .contains("policy tripline-alerts: created")
                .contains("template tripline-alerts: created");
        JsonNode template = stored.get("/_index_template/tripline-alerts");
        assertThat(template.at("/index_patterns/0").asText()).isEqualTo("tripline-alerts-*");
        assertThat(template.at("/template/aliases/tripline-alerts").isObject()).isTrue();
        assertThat(
                        template.at("/template/mappings/properties/tripline/properties/evidence")
                                .at("/properties/fields/type")
                                .asText())
                .isEqualTo(openSearch ? "flat_object" : "flattened");
        assertThat(template.toString().contains(openSearch ? "flattened" : "flat_object"))
                .isFalse();
        assertThat(template.at("/template/settings/index/lifecycle").isMissingNode())
                .isEqualTo(openSearch);

        requests.clear();
        assertThat(run("--url", url())).isZero();

        assertThat(out.toString())
                .contains("policy tripline-alerts: as it should be")
                .contains("template tripline-alerts: as it should be");
        assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changesWhatHasChanged(boolean openSearch) {
        isOpenSearch = openSearch;
        run("--url", url());
        requests.clear();

        assertThat(run("--url", url(), "--keep", "90")).isZero();

        assertThat(out.toString())
                .contains("policy tripline-alerts: changed")
                .contains("deleted after 90")
                .contains("template tripline-alerts: as it should be");
        assertThat(requests).filteredOn(request -> request.startsWith("PUT")).hasSize(1);
        assertThat(requests.toString().contains("?if_seq_no=7&if_primary_term=2"))
                .isEqualTo(openSearch);
    }

    @Test
    void aServerWithoutLifecyclesIsGivenTheTemplateAlone() {
        hasLifecycles = false;

        assertThat(run("--url", url())).isZero();

        assertThat(out.toString()).contains("left out, the server has no lifecycle management");
        assertThat(stored).containsOnlyKeys("/_index_template/tripline-alerts");
        assertThat(stored.values().toString()).doesNotContain("lifecycle");
    }

    @Test
    void nothingRollsOverAndNothingIsMadeReadOnly() {
        for (boolean openSearch : new boolean[] {false, true}) {
            isOpenSearch = openSearch;
            run("--url", url());
        }

        assertThat(stored.toString())
                .doesNotContain("rollover", "forcemerge", "readonly", "read_only", "data_stream");
    }

    @Test
    void everySinkOfAConfigurationIsPrepared() throws Exception {
        Path config = directory.resolve("job.yaml");
        Files.createFile(directory.resolve("events.ndjson"));
        Files.writeString(
                config,
                """
                rules: [rules]
                sources: [{name: a, files: [events.ndjson]}]
                sinks:
                  - search: {hosts: ["%s"], index: soc-alerts}
                  - console: true
                """
                        .formatted(url()));

        assertThat(run("--config", config.toString())).as(() -> err.toString()).isZero();

        assertThat(stored)
                .containsOnlyKeys("/_ilm/policy/soc-alerts", "/_index_template/soc-alerts");
    }

    @Test
    void printsTheFilesForBothProducts() throws Exception {
        assertThat(run("--print", directory.toString())).isZero();

        for (String file :
                List.of(
                        "elasticsearch/template.json",
                        "elasticsearch/policy.json",
                        "opensearch/template.json",
                        "opensearch/policy.json")) {
            assertThat(JSON.readTree(directory.resolve(file).toFile()).isObject()).isTrue();
            assertThat(out.toString()).contains(file);
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void secretsAreNamedAndNeverShown() throws Exception {
        Files.writeString(directory.resolve("key"), "c2VjcmV0LWtleQ==\n");

        assertThat(run("--url", url(), "--api-key", "${directory:" + directory + ":key}"))
                .as(() -> err.toString())
                .isZero();

        assertThat(requests).allMatch(request -> request.endsWith("ApiKey c2VjcmV0LWtleQ=="));
        assertThat(out.toString() + err).doesNotContain("c2VjcmV0");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("--url");

        assertThat(run("--url", url(), "--keep", "10")).isEqualTo(2);
        assertThat(err.toString()).contains("--keep must be more than --warm-after");

        assertThat(run("--url", url(), "--user", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("username and password belong together");

        stop();
        assertThat(run("--url", url())).isEqualTo(2);
        assertThat(err.toString()).contains("does not answer");
    }
}
