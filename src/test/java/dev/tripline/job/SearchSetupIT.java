// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.job.JobConfig.SearchConfig;
import dev.tripline.rule.RuleLoader;
import dev.tripline.sink.AlertIndices;
import dev.tripline.sink.SearchCluster;
import dev.tripline.sink.SearchSetup;
import dev.tripline.testing.SearchNode;
import dev.tripline.testing.SearchNode.Product;
import dev.tripline.testing.SharedSearchNodes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Alerts of the demo in indices that were prepared for them, asked for as an analyst would. */
class SearchSetupIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final SharedSearchNodes NODES = new SharedSearchNodes();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @AfterAll
    static void stop() {
        NODES.close();
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void alertsAreFoundByEntityRuleAndTime(Product product) throws Exception {
        SearchNode node = NODES.of(product);
        List<String> said = new ArrayList<>();
        AlertIndices indices = new AlertIndices("tripline-alerts", 60, 400);
        SearchSetup.load(cluster(node.uri()), indices, said::add);
        SearchSetup.load(cluster(node.uri()), indices, said::add);
        assertThat(said)
                .anyMatch(line -> line.startsWith("template tripline-alerts: created"))
                .anyMatch(line -> line.equals("template tripline-alerts: as it should be"));

        AlertsOfAJob job =
                AlertsOfAJob.run(
                        List.of(
                                AlertsOfAJob.source(
                                        "demo",
                                        "demo",
                                        List.of(Path.of("job/demo/token-theft.ndjson")))),
                        RuleLoader.load(Path.of("job/rules")).orThrow());
        assertThat(job.alerts()).isNotEmpty();
        for (JsonNode alert : job.documents()) {
            String month = alert.get("@timestamp").asText().substring(0, 7).replace('-', '.');
            node.put(
                    "/tripline-alerts-" + month + "/_doc/" + alert.at("/event/id").asText(),
                    alert.toString());
        }
        request(node, "POST", "/tripline-alerts/_refresh", null);

        JsonNode one = job.documents().get(0);
        String rule = one.at("/rule/id").asText();
        assertThat(hits(node, term("rule.id", rule))).contains(id(one));
        assertThat(hits(node, term("tripline.cluster", one.at("/tripline/cluster").asText())))
                .contains(id(one));
        assertThat(hits(node, term("related.user", one.at("/related/user/0").asText())))
                .contains(id(one));
        assertThat(hits(node, range(one.get("@timestamp").asText()))).contains(id(one));
        assertThat(hits(node, evidence(one))).contains(id(one));
        assertThat(hits(node, term("rule.id", "no-such-rule"))).isEmpty();
        assertThat(hits(node, "{\"match\":{\"rule.name.text\":\"token\"}}")).isNotEmpty();
        assertMappingStaysAsItIs(node);
    }

    /** A field of the evidence is a path in one field of the index. */
    private static String evidence(JsonNode alert) {
        JsonNode fields = alert.at("/tripline/evidence/0/fields");
        String action = fields.get("event.action").asText();
        return term("tripline.evidence.fields.event.action", action);
    }

    private static void assertMappingStaysAsItIs(SearchNode node) throws Exception {
        for (JsonNode index : request(node, "GET", "/tripline-alerts/_mapping", null)) {
            JsonNode fields =
                    index.at("/mappings/properties/tripline/properties/evidence/properties/fields");
            assertThat(fields.path("type").asText()).startsWith("flat");
            assertThat(fields.has("properties")).isFalse();
        }
    }

    private static String term(String field, String value) {
        return JSON.createObjectNode()
                .set("term", JSON.createObjectNode().put(field, value))
                .toString();
    }

    private static String range(String time) {
        return "{\"range\":{\"@timestamp\":{\"gte\":\"" + time + "\",\"lte\":\"" + time + "\"}}}";
    }

    private static List<String> hits(SearchNode node, String query) throws Exception {
        JsonNode answer =
                request(
                        node,
                        "POST",
                        "/tripline-alerts/_search?size=1000",
                        "{\"query\":" + query + "}");
        List<String> ids = new ArrayList<>();
        answer.at("/hits/hits").forEach(hit -> ids.add(hit.get("_id").asText()));
        return ids;
    }

    private static String id(JsonNode alert) {
        return alert.at("/event/id").asText();
    }

    private static JsonNode request(SearchNode node, String method, String path, String body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(node.uri().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        String answer = HTTP.send(request, BodyHandlers.ofString()).body();
        JsonNode json = JSON.readTree(answer);
        assertThat(json.has("error")).as(answer).isFalse();
        return json;
    }

    private static SearchCluster cluster(URI uri) {
        return new SearchConfig(
                        List.of(uri), null, null, null, null, null, null, null, null, null, null,
                        null, null, null, null)
                .cluster();
    }
}
