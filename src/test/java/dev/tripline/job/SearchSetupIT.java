// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.job.JobConfig.SearchConfig;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import dev.tripline.sink.AlertIndices;
import dev.tripline.sink.SearchSetup;
import dev.tripline.testing.SearchNode;
import dev.tripline.testing.SearchNode.Product;
import dev.tripline.testing.SharedSearchNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Alerts from a job in indices that were prepared for them, asked for in the words in which Kibana
 * and OpenSearch Dashboards ask.
 */
class SearchSetupIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final SharedSearchNodes NODES = new SharedSearchNodes();

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    /** The longest text of one alert is an attacker's choice, and so is its type. */
    private static final String LONG = "x".repeat(40_000);

    private static final List<String> ODD_EVENTS =
            List.of(
                    odd("2026-03-31T23:59:59Z", "'source': {'ip': 'node-7.example'}"),
                    odd("2026-04-01T00:00:00Z", "'source': {'ip': ['10.0.0.1', 'unknown', '']}"),
                    odd(
                            "2026-04-01T00:00:01Z",
                            "'source': {'ip': 'fe80::1%eth0', 'port': 'ssh'},"
                                    + "'destination': {'ip': ['10.1', '010.0.0.1'], 'port': -1}"),
                    odd(
                            "2026-04-01T00:00:02Z",
                            "'process': {'pid': 'seven', 'interactive': 'perhaps', 'args': 'one',"
                                    + " 'parent': {'pid': [1, 2.5]}}"),
                    odd(
                            "2026-04-01T00:00:03Z",
                            "'process': {'pid': 1e300, 'args': [1, true, null, ['a', ['b']]],"
                                    + " 'name': ['sh', 'bash'], 'executable': {'path': '/bin/sh'}}"),
                    odd(
                            "2026-04-01T00:00:04Z",
                            "'user': {'name': '', 'id': 0}, 'file': {'path': '/'}"),
                    odd(
                            "2026-04-01T00:00:05Z",
                            "'process': {'args': ['"
                                    + LONG
                                    + "'], 'command_line': '"
                                    + LONG
                                    + "'}"),
                    odd("2026-04-01T00:00:06Z", "'user': {'name': '" + LONG + "'}"),
                    odd(
                            "2026-04-01T00:00:07Z",
                            "'http': {'response': {'status_code': 'OK'}}, 'url': {'path': ['/a', '/b']},"
                                    + " 'event.dataset': 'docker.api'"),
                    odd(
                            "2026-04-01T00:00:08Z",
                            "'container': {'id': '\\u0000\\ud800', 'name': 7}"));

    @TempDir private Path directory;

    @AfterAll
    static void stop() {
        NODES.close();
    }

    @ParameterizedTest
    @EnumSource
    void alertsAreFoundByEntityRuleAndTime(Product product) throws Exception {
        SearchNode node = NODES.of(product);
        Map<String, JsonNode> alerts =
                run(
                        node,
                        "demo-alerts",
                        List.of(Path.of("job/demo/token-theft.ndjson").toAbsolutePath()),
                        Path.of("job/rules"));
        JsonNode theft =
                alerts.values().stream()
                        .filter(alert -> alert.at("/container/id").isTextual())
                        .filter(alert -> alert.at("/related/ip").isArray())
                        .findFirst()
                        .orElseThrow();
        String id = theft.at("/event/id").asText();
        Dashboard dashboard = new Dashboard(node, "demo-alerts");

        assertThat(dashboard.all()).containsExactlyInAnyOrderElementsOf(alerts.keySet());
        for (String field :
                List.of(
                        "event.kind",
                        "rule.id",
                        "rule.name",
                        "tags",
                        "threat.technique.subtechnique.id",
                        "orchestrator.cluster.name",
                        "orchestrator.namespace",
                        "orchestrator.resource.name",
                        "container.id",
                        "user.name",
                        "related.user",
                        "related.ip",
                        "tripline.alert.severity",
                        "tripline.alert.state",
                        "tripline.evidence.event.id",
                        "tripline.evidence.source.name")) {
            String value = first(theft.at("/" + field.replace('.', '/')), theft, field);
            assertThat(dashboard.is(field, value)).as(field + ": " + value).contains(id);
            assertThat(dashboard.is(field, value).size()).isLessThanOrEqualTo(alerts.size());
        }
        for (JsonNode evidence : theft.at("/tripline/evidence")) {
            for (Map.Entry<String, JsonNode> fact : evidence.get("fields").properties()) {
                String field = "tripline.evidence.fields." + fact.getKey();
                JsonNode value =
                        fact.getValue().isArray() ? fact.getValue().get(0) : fact.getValue();
                assertThat(dashboard.is(field, value.asText()))
                        .as(field + ": " + value)
                        .contains(id);
            }
        }
        assertThat(dashboard.is("related.ip", network(theft.at("/related/ip/0").asText())))
                .contains(id);
        assertThat(dashboard.is("related.ip", "192.0.2.0/24")).isEmpty();
        assertThat(dashboard.is("rule.id", "no-such-rule")).isEmpty();
        assertThat(dashboard.is("rule.name.text", "token")).contains(id);
        assertThat(dashboard.is("message", "asked the Kubernetes API")).contains(id);
        String time = theft.get("@timestamp").asText();
        assertThat(dashboard.between(time, time)).contains(id);
        assertThat(dashboard.between("2020-01-01T00:00:00Z", "2020-12-31T00:00:00Z")).isEmpty();
        assertThat(dashboard.counts("rule.id").values().stream().mapToLong(n -> n).sum())
                .isEqualTo(alerts.size());
    }

    @ParameterizedTest
    @EnumSource
    void whateverEventsHoldTheirAlertsAreTakenWhole(Product product) throws Exception {
        SearchNode node = NODES.of(product);
        Path events = directory.resolve("odd.ndjson");
        Files.write(events, ODD_EVENTS);
        Path rules = Files.createDirectory(directory.resolve("rules"));
        Files.writeString(
                rules.resolve("odd.toml"),
                rule(
                        "odd",
                        "any where event.action : \"odd\" and user.name : \"*\" or true",
                        "eql",
                        ""));
        Files.writeString(
                rules.resolve("many.toml"),
                rule(
                        "many",
                        "any where event.action : \"odd\"",
                        "threshold",
                        """
                        [rule.threshold]
                        field = ["?user.name"]
                        value = 1
                        window = "5m"
                        [rule.alert_suppression]
                        group_by = ["user.name"]
                        duration = {value = 1, unit = "h"}
                        """));

        Map<String, JsonNode> alerts = run(node, "odd-alerts", List.of(events), rules);

        Dashboard dashboard = new Dashboard(node, "odd-alerts");
        assertThat(alerts).hasSizeGreaterThan(ODD_EVENTS.size());
        assertThat(dashboard.all()).containsExactlyInAnyOrderElementsOf(alerts.keySet());
        assertThat(dashboard.withIgnoredFields()).isEmpty();
        assertThat(dashboard.is("related.ip", "10.0.0.0/8")).isNotEmpty();
        assertThat(dashboard.is("source.address", "node-7.example")).isNotEmpty();
        assertThat(node.documents("odd-alerts-2026.03")).isNotEmpty();
        assertThat(node.documents("odd-alerts-2026.04")).isNotEmpty();
    }

    private static String odd(String time, String fields) {
        return ("{'@timestamp': '" + time + "', 'event': {'action': 'odd'}, " + fields + "}")
                .replace('\'', '"');
    }

    private static String rule(String id, String query, String type, String tables) {
        return """
               [rule]
               rule_id = "%1$s"
               name = "Odd"
               description = "Odd."
               severity = "low"
               risk_score = 21
               type = "%2$s"
               language = "eql"
               query = '%3$s'
               %4$s
               """
                .formatted(id, type, query, tables);
    }

    /**
     * The alerts as they were told last, by id; all of them were indexed, and no field was added.
     */
    private Map<String, JsonNode> run(
            SearchNode node, String index, List<Path> files, Path ruleDirectory) throws Exception {
        Path file = directory.resolve("job.yaml");
        Files.writeString(
                file,
                """
                sources: [{name: sensor, files: %s, cluster: demo}]
                sinks:
                  - file: alerts.ndjson
                  - search: {hosts: ["%s"], index: %s}
                dead-letters: {file: dead-letters.ndjson}
                """
                        .formatted(
                                JSON.valueToTree(files.stream().map(Path::toString).toList()),
                                node.uri(),
                                index));
        JobConfig config = ConfigLoader.load(file);
        SearchConfig search = config.sinks().get(1).search();
        List<String> said = new ArrayList<>();
        AlertIndices indices = new AlertIndices(index, 60, 400);
        SearchSetup.load(search.cluster(), indices, said::add);
        SearchSetup.load(search.cluster(), indices, said::add);
        assertThat(said)
                .anyMatch(line -> line.startsWith("template " + index + ": created"))
                .contains("template " + index + ": as it should be");
        JsonNode promised =
                node.get("/_index_template/" + index)
                        .at("/index_templates/0/index_template/template/mappings/properties");

        List<Rule> rules = RuleLoader.load(ruleDirectory).orThrow();
        StreamExecutionEnvironment env = OnMiniCluster.environment(2);
        DetectionJob.define(env, config, rules, OnMiniCluster.REDACTOR);
        env.execute();

        assertThat(directory.resolve("dead-letters.ndjson")).isEmptyFile();
        for (JsonNode mapping : node.get("/" + index + "/_mapping")) {
            assertThat(mapping.at("/mappings/properties")).isEqualTo(promised);
        }
        Map<String, JsonNode> alerts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve("alerts.ndjson"))) {
            JsonNode alert = JSON.readTree(line);
            alerts.put(alert.at("/event/id").asText(), alert);
        }
        return alerts;
    }

    private static String first(JsonNode value, JsonNode alert, String field) {
        JsonNode found =
                field.startsWith("tripline.evidence.")
                        ? alert.at("/tripline/evidence/0")
                                .at(field.substring("tripline.evidence".length()).replace('.', '/'))
                        : value;
        JsonNode first = found.isArray() ? found.get(0) : found;
        assertThat(first.isValueNode() && !first.isNull()).as(field).isTrue();
        return first.asText();
    }

    private static String network(String address) {
        return address.contains(":") ? address + "/64" : address.replaceFirst("[0-9]+$", "0/24");
    }

    /** What the filters of a dashboard ask, over the alias. */
    private record Dashboard(SearchNode node, String alias) {

        List<String> all() throws Exception {
            return ids("{\"match_all\":{}}");
        }

        /** {@code field: "value"}. */
        List<String> is(String field, String value) throws Exception {
            return ids(
                    "{\"bool\":{\"should\":[{\"match_phrase\":{%s:%s}}],\"minimum_should_match\":1}}"
                            .formatted(
                                    JSON.writeValueAsString(field),
                                    JSON.writeValueAsString(value)));
        }

        List<String> between(String from, String to) throws Exception {
            return ids(
                    ("{\"range\":{\"@timestamp\":{\"format\":\"strict_date_optional_time\","
                                    + "\"gte\":\"%s\",\"lte\":\"%s\"}}}")
                            .formatted(from, to));
        }

        List<String> withIgnoredFields() throws Exception {
            return ids("{\"exists\":{\"field\":\"_ignored\"}}");
        }

        Map<String, Long> counts(String field) throws Exception {
            JsonNode answer =
                    node.post(
                            "/" + alias + "/_search?size=0",
                            "{\"aggs\":{\"by\":{\"terms\":{\"field\":\"%s\",\"size\":1000}}}}"
                                    .formatted(field));
            Map<String, Long> counts = new LinkedHashMap<>();
            answer.at("/aggregations/by/buckets")
                    .forEach(
                            bucket ->
                                    counts.put(
                                            bucket.get("key").asText(),
                                            bucket.get("doc_count").asLong()));
            return counts;
        }

        private List<String> ids(String filter) throws Exception {
            node.post("/" + alias + "/_refresh", "");
            JsonNode answer =
                    node.post(
                            "/" + alias + "/_search",
                            """
                            {"size": 1000, "sort": [{"@timestamp": {"order": "desc"}}],
                             "query": {"bool": {"filter": [%s]}},
                             "aggs": {"over time": {"date_histogram":
                              {"field": "@timestamp", "calendar_interval": "1d"}}}}
                            """
                                    .formatted(filter));
            List<String> ids = new ArrayList<>();
            answer.at("/hits/hits").forEach(hit -> ids.add(hit.get("_id").asText()));
            return ids;
        }
    }
}
