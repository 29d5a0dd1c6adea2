// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Risk, suppression and response, from a rule file and events to documents. */
class AlertsOverFilesIT {

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String RULE =
            """
            [rule]
            rule_id = "shell"
            name = "Shell"
            description = "A shell."
            severity = "low"
            risk_score = 21
            type = "eql"
            query = "process where process.name == \\"sh\\""
            [[rule.risk_modifier]]
            name = "at a terminal"
            condition = "any where process.interactive == true"
            score = 30
            [[rule.risk_modifier]]
            name = "in a build"
            condition = "any where orchestrator.namespace == \\"ci\\""
            score = -20
            [rule.alert_suppression]
            group_by = ["orchestrator.resource.name"]
            duration = {value = 1, unit = "h"}
            [rule.response]
            triage = ["Look at the parent."]
            [[rule.response.countermeasure]]
            id = "D3-PT"
            name = "Process Termination"
            reference = "https://d3fend.mitre.org/technique/d3f:ProcessTermination/"
            action = "End the shell."
            """;

    @TempDir Path directory;

    @Test
    void oneAlertTellsTheRiskOfAllThatItStandsFor() throws Exception {
        AlertsOfAJob job =
                run(
                        event("1", "2026-03-01T10:10:00Z", "web-1", false, "shop"),
                        event("2", "2026-03-01T10:20:00Z", "web-1", true, "shop"),
                        event("3", "2026-03-01T10:30:00Z", "web-1", true, "ci"),
                        event("4", "2026-03-01T11:00:00Z", "web-1", false, "shop"),
                        event("5", "2026-03-01T10:10:00Z", "web-2", true, "ci"));

        List<JsonNode> documents = job.documents();
        JsonNode last = lastOf(documents, "1");
        assertThat(last.at("/tripline/risk"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"base": 21, "score": 51,
                                 "modifiers": [{"name": "at a terminal", "score": 30}]}
                                """));
        assertThat(last.at("/event/risk_score").asInt()).isEqualTo(51);
        assertThat(last.at("/event/severity").asInt()).isEqualTo(47);
        assertThat(last.at("/tripline/alert/severity").asText()).isEqualTo("medium");
        assertThat(last.at("/tripline/alert/escalated").asBoolean()).isTrue();
        assertThat(last.at("/tripline/suppression/count").asInt()).isEqualTo(2);
        assertThat(last.at("/tripline/response/triage/0").asText())
                .isEqualTo("Look at the parent.");
        assertThat(last.at("/tripline/response/countermeasures/0/id").asText()).isEqualTo("D3-PT");
        assertThat(lastOf(documents, "5").at("/tripline/risk/score").asInt()).isEqualTo(31);
        assertThat(documents.stream().map(d -> d.at("/event/id").asText()).distinct()).hasSize(3);
        assertThat(job.counts()).containsEntry(Tally.alertsOf("shell"), 3L);
        assertThat(job.counts()).containsEntry(Tally.ALERTS_SUPPRESSED + ":shell", 2L);
    }

    /** Over files there is no clock, so a job must be asked to be eager. */
    @Test
    void aSequenceIsCertainInTheEndAlsoWhereTheJobIsAskedToBeEager() throws Exception {
        String rule =
                RULE.replace(
                        "process where process.name == \\\"sh\\\"",
                        "sequence by orchestrator.resource.name with maxspan=1m"
                                + " [any where process.name == \\\"sh\\\"]"
                                + " [any where process.name == \\\"cat\\\"]");
        String shell = event("1", "2026-03-01T10:10:00Z", "web-1", false, "shop");
        String cat = event("2", "2026-03-01T10:10:01Z", "web-1", false, "shop");
        List<String> events = List.of(cat.replace("\"sh\"", "\"cat\""), shell);

        // The end of a short file may overtake what is said before it.
        assertThat(states("eager: true", rule, events)).endsWith("final");
        assertThat(states("", rule, events)).containsExactly("final");
    }

    private List<String> states(String config, String rule, List<String> events) throws Exception {
        Files.writeString(directory.resolve("sequence.toml"), rule);
        Files.write(directory.resolve("events.ndjson"), events);
        Path alerts = Files.write(directory.resolve("alerts.ndjson"), List.of());
        JobConfig job =
                ConfigLoader.load(
                        Files.writeString(
                                directory.resolve("job.yaml"),
                                """
                                sources: [{name: events, files: [events.ndjson]}]
                                sinks: [{file: alerts.ndjson}]
                                """
                                        + config));
        StreamExecutionEnvironment env = OnMiniCluster.environment(2);
        DetectionJob.define(
                env,
                job,
                RuleLoader.load(directory.resolve("sequence.toml")).orThrow(),
                OnMiniCluster.REDACTOR);
        env.execute();
        List<String> states = new ArrayList<>();
        for (String line : Files.readAllLines(alerts)) {
            states.add(JSON.readTree(line).at("/tripline/alert/state").asText());
        }
        return states;
    }

    /** The last revision that shows an event. */
    private static JsonNode lastOf(List<JsonNode> documents, String event) {
        return documents.stream()
                .filter(
                        document ->
                                document.at("/tripline/evidence/0/event/id").asText().equals(event))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private AlertsOfAJob run(String... events) throws Exception {
        Path rule = Files.writeString(directory.resolve("shell.toml"), RULE);
        Path file = Files.write(directory.resolve("events.ndjson"), List.of(events));
        List<Rule> rules = RuleLoader.load(rule).orThrow();
        return AlertsOfAJob.run(List.of(AlertsOfAJob.source("events", null, List.of(file))), rules);
    }

    private static String event(
            String id, String time, String pod, boolean interactive, String namespace) {
        return """
                {"@timestamp": "%s", "event": {"id": "%s", "category": ["process"]},\
                 "process": {"name": "sh", "interactive": %s},\
                 "orchestrator": {"namespace": "%s", "resource": {"name": "%s"}}}"""
                .formatted(time, id, interactive, namespace, pod);
    }
}
