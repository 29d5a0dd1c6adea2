// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Brings index template and lifecycle policy into an Elasticsearch or OpenSearch. What is there
 * already and the same is left alone, so it may be done again at any time.
 */
public final class SearchSetup {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int NOT_FOUND = 404;
    private static final int ERROR = 300;
    private static final int MAX_QUOTED = 500;

    private final SearchClient client;
    private final URI host;
    private final Consumer<String> out;

    private SearchSetup(SearchClient client, URI host, Consumer<String> out) {
        this.client = client;
        this.host = host;
        this.out = out;
    }

    /**
     * Through the first host that answers.
     *
     * @param out is told what was done, a line each
     * @throws IOException if no host answers or the server refuses; says which and why
     */
    public static void load(SearchCluster cluster, AlertIndices indices, Consumer<String> out)
            throws IOException {
        SearchClient client = new SearchClient(cluster);
        IOException failure = null;
        for (URI host : cluster.hosts()) {
            HttpResponse<byte[]> greeting;
            try {
                greeting = client.ask(host, "GET", "/", null);
            } catch (IOException e) {
                failure = e;
                continue;
            }
            new SearchSetup(client, host, out).load(indices, greeting);
            return;
        }
        throw failure == null ? new IOException("there is no host to ask") : failure;
    }

    private void load(AlertIndices indices, HttpResponse<byte[]> greeting) throws IOException {
        JsonNode said = json(greeting);
        SearchProduct product =
                SearchProduct.of(greeting, said)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                host
                                                        + " is neither Elasticsearch nor OpenSearch,"
                                                        + " it says "
                                                        + greeting.statusCode()
                                                        + ": "
                                                        + text(greeting)));
        String version = said.at("/version/number").asText();
        out.accept(product.title() + (version.isEmpty() ? "" : " " + version) + " at " + host);
        boolean managed = loadPolicy(indices, product);
        loadTemplate(indices, product, managed);
    }

    /** Whether the server has lifecycles. */
    private boolean loadPolicy(AlertIndices indices, SearchProduct product) throws IOException {
        String path = product.policies() + indices.name();
        String what = "policy " + indices.name();
        ObjectNode wanted = indices.policy(product);
        HttpResponse<byte[]> answer = client.ask(host, "GET", path, null);
        if (answer.statusCode() != NOT_FOUND && answer.statusCode() >= ERROR) {
            if (!text(answer).contains("no handler found")) {
                throw refusal("GET", path, answer);
            }
            out.accept(what + ": left out, the server has no lifecycle management");
            return false;
        }
        JsonNode present = JSON.readTree(answer.body());
        JsonNode policy = present.findPath("policy");
        boolean isNew = answer.statusCode() == NOT_FOUND || policy.isMissingNode();
        if (!isNew && isSame(policy, wanted.path("policy"))) {
            out.accept(what + ": as it should be");
            return true;
        }
        answer("PUT", path + version(present, isNew), wanted);
        out.accept(
                what
                        + (isNew ? ": created" : ": changed")
                        + "; indices move to warm nodes after "
                        + indices.warmDays()
                        + " days and are deleted after "
                        + indices.keepDays());
        return true;
    }

    /** OpenSearch wants to know what it is that is replaced. */
    private static String version(JsonNode present, boolean isNew) {
        return isNew || !present.has("_seq_no")
                ? ""
                : "?if_seq_no="
                        + present.get("_seq_no")
                        + "&if_primary_term="
                        + present.get("_primary_term");
    }

    private void loadTemplate(AlertIndices indices, SearchProduct product, boolean managed)
            throws IOException {
        String path = "/_index_template/" + indices.name();
        String what = "template " + indices.name();
        ObjectNode wanted = indices.template(product, managed);
        HttpResponse<byte[]> answer = client.ask(host, "GET", path, null);
        if (answer.statusCode() != NOT_FOUND && answer.statusCode() >= ERROR) {
            throw refusal("GET", path, answer);
        }
        JsonNode present =
                answer.statusCode() == NOT_FOUND
                        ? JSON.missingNode()
                        : JSON.readTree(answer.body()).at("/index_templates/0/index_template");
        if (isSame(present, wanted)) {
            out.accept(what + ": as it should be");
            return;
        }
        answer("PUT", path, wanted);
        out.accept(
                what
                        + (present.isMissingNode() ? ": created" : ": changed")
                        + " for new indices "
                        + indices.pattern()
                        + ", all to be read as "
                        + indices.name());
    }

    private static boolean isSame(JsonNode present, JsonNode wanted) {
        return AlertIndices.stamp(present).equals(AlertIndices.stamp(wanted));
    }

    private JsonNode answer(String method, String path, JsonNode body) throws IOException {
        HttpResponse<byte[]> answer = client.ask(host, method, path, body);
        if (answer.statusCode() >= ERROR) {
            throw refusal(method, path, answer);
        }
        return JSON.readTree(answer.body());
    }

    private IOException refusal(String method, String path, HttpResponse<byte[]> answer) {
        return new IOException(
                host
                        + " answers "
                        + method
                        + " "
                        + path
                        + " with "
                        + answer.statusCode()
                        + ": "
                        + text(answer));
    }

    /** Missing if it is none: a proxy may have answered. */
    private static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "…" : text;
    }
}
