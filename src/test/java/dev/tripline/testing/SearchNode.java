// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real node of Elasticsearch or OpenSearch in a JVM of its own, on 127.0.0.1 only. It keeps its
 * address and its data over {@link #kill()} and {@link #restart()}. It lets everybody in: who needs
 * TLS or a login puts a {@link FaultyProxy} before it.
 */
public final class SearchNode implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIME_TO_START = Duration.ofMinutes(4);
    private static final Duration TIME_PER_REQUEST = Duration.ofSeconds(30);
    private static final Path SOURCES = Path.of("src/test/servers").toAbsolutePath();
    private static final int MOST_HITS = 10_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Product product;
    private final Path directory;
    private final int port;
    private final int transportPort;
    private final List<String> settings;
    private ChildJvm process;

    /** Whose node it is. */
    public enum Product {
        ELASTICSEARCH {
            @Override
            JavaCommand command(String home, int port, int transportPort, List<String> settings) {
                List<String> arguments =
                        new ArrayList<>(
                                List.of(
                                        home,
                                        String.valueOf(port),
                                        String.valueOf(transportPort),
                                        ServerLib.ELASTICSEARCH_TRANSPORT.directory().toString()));
                arguments.addAll(settings);
                return new JavaCommand(
                        ServerLib.ELASTICSEARCH,
                        List.of("-Xms128m", "-Xmx256m"),
                        SOURCES.resolve("elasticsearch/ElasticsearchNode.java").toString(),
                        arguments);
            }
        },
        OPENSEARCH {
            @Override
            JavaCommand command(String home, int port, int transportPort, List<String> settings) {
                List<String> arguments =
                        new ArrayList<>(
                                List.of(home, String.valueOf(port), String.valueOf(transportPort)));
                arguments.addAll(settings);
                return new JavaCommand(
                        ServerLib.OPENSEARCH,
                        List.of(
                                "-Xms128m",
                                "-Xmx256m",
                                "--add-opens=java.base/java.nio=ALL-UNNAMED"),
                        SOURCES.resolve("opensearch/OpenSearchNode.java").toString(),
                        arguments);
            }
        };

        abstract JavaCommand command(
                String home, int port, int transportPort, List<String> settings);
    }

    private SearchNode(Product product, Path directory, List<String> settings) throws IOException {
        this.product = product;
        this.directory = Files.createDirectories(directory).toAbsolutePath();
        this.port = LoopbackPort.free();
        this.transportPort = LoopbackPort.free();
        this.settings = settings;
    }

    /**
     * Starts an empty node and returns when it serves requests.
     *
     * @param directory for data, configuration and log of this node alone
     * @param settings as {@code name=value}
     */
    public static SearchNode start(Product product, Path directory, String... settings)
            throws IOException {
        SearchNode node = new SearchNode(product, directory, List.of(settings));
        node.restart();
        return node;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** SIGKILL, as if the machine had gone. */
    public void kill() {
        process.kill();
    }

    /** Starts a killed node on the same address and data and returns when it serves requests. */
    public void restart() throws IOException {
        process =
                ChildJvm.start(
                        product.name(),
                        product.command(
                                directory.resolve("home").toString(),
                                port,
                                transportPort,
                                settings),
                        directory.resolve("node.log"));
        try {
            Await.until(
                    "an answer of " + product + " at " + uri(),
                    TIME_TO_START,
                    () -> {
                        process.requireAlive();
                        return request("GET", "/_cluster/health", null).statusCode() == 200;
                    });
        } catch (AssertionError e) {
            process.kill();
            throw new AssertionError(e.getMessage() + process.evidence(), e);
        }
    }

    /** Sends a request that must succeed. */
    public JsonNode put(String path, String json) throws IOException, InterruptedException {
        return succeed("PUT", path, json);
    }

    /** Sends a request that must succeed. */
    public JsonNode post(String path, String json) throws IOException, InterruptedException {
        return succeed("POST", path, json);
    }

    /** Sends a request that must succeed. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return succeed("GET", path, null);
    }

    private JsonNode succeed(String method, String path, String json)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = request(method, path, json);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /**
     * Sets all watermarks of the node's disk. With more than there is, its disk is full: it blocks
     * its indices, and takes the block away when there is enough again. It looks every ten seconds.
     *
     * @param least such as {@code 1kb}
     */
    public void needFreeDisk(String least) throws IOException, InterruptedException {
        put(
                "/_cluster/settings",
                """
                {"persistent": {"cluster.routing.allocation.disk": {"threshold_enabled": true,
                "watermark": {"low": "%1$s", "high": "%1$s", "flood_stage": "%1$s"}}}}
                """
                        .formatted(least));
    }

    /** Whether the node has blocked the index because its disk is full. */
    public boolean isOutOfDisk(String index) throws IOException, InterruptedException {
        return JSON.readTree(request("GET", "/" + index + "/_settings", null).body())
                .at("/" + index + "/settings/index/blocks/read_only_allow_delete")
                .asBoolean();
    }

    /**
     * All documents of the indices whose names match, by id; each with {@code _index}, {@code
     * _version} and {@code _source}. No index at all holds nothing.
     */
    public Map<String, JsonNode> documents(String indices)
            throws IOException, InterruptedException {
        request("POST", "/" + indices + "/_refresh", null);
        HttpResponse<String> answer =
                request("GET", "/" + indices + "/_search?version=true&size=" + MOST_HITS, null);
        Map<String, JsonNode> documents = new TreeMap<>();
        for (JsonNode hit : JSON.readTree(answer.body()).at("/hits/hits")) {
            if (documents.put(hit.get("_id").asText(), hit) != null) {
                throw new AssertionError("Twice: " + hit.get("_id"));
            }
        }
        return documents;
    }

    @Override
    public void close() {
        kill();
    }

    private HttpResponse<String> request(String method, String path, String json)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri().resolve(path))
                        .timeout(TIME_PER_REQUEST)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                json == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }
}
