// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recording of {@code job/demo} through the whole job, with all rules of {@code job/rules}. */
class DemoRecordingIT {

    private static final Path DEMO = Path.of("job/demo");
    private static final Path RECORDING = DEMO.resolve("token-theft.ndjson");
    private static final Pattern TABLE_ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (\\d+) \\| (.*) \\|$");
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{10,}");

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @TempDir private Path directory;

    private static AlertsOfAJob asRecorded;

    @BeforeAll
    static void readAsRecorded() throws Exception {
        asRecorded = alerts(List.of(RECORDING));
    }

    @Test
    void givesTheAlertsThatItsDescriptionLists() throws Exception {
        List<String> listed = new ArrayList<>();
        Matcher row = TABLE_ROW.matcher(Files.readString(DEMO.resolve("README.md")));
        while (row.find()) {
            String[] alerts = row.group(3).replaceAll("\\([^)]*\\)", "").split("·");
            assertThat(alerts).hasSize(Integer.parseInt(row.group(2)));
            for (String lines : alerts) {
                listed.add(row.group(1) + ": " + lines.strip());
            }
        }

        List<String> raised = new ArrayList<>();
        for (JsonNode alert : asRecorded.lastRevisions()) {
            raised.add(alert.at("/rule/id").asText() + ": " + evidence(alert, "/source/line"));
        }

        assertThat(raised).hasSize(24).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void accountsForEveryLine() {
        assertThat(asRecorded.deadLetters()).isEmpty();
        assertThat(asRecorded.counts())
                .containsEntry(Tally.READ + ":demo", 283L)
                .containsEntry(Tally.EVALUATED + ":demo", 283L)
                .containsEntry(Tally.alertsOf("direct-kubernetes-api-request"), 5L);
    }

    @Test
    void everyAlertIsAWholeDocument() throws Exception {
        for (JsonNode alert : asRecorded.lastRevisions()) {
            assertThat(alert.at("/event/kind").asText()).isEqualTo("alert");
            assertThat(alert.at("/event/id").asText()).matches("[0-9a-f]{64}");
            assertThat(alert.at("/event/severity").isInt()).isTrue();
            assertThat(alert.at("/event/risk_score").isInt()).isTrue();
            assertThat(alert.at("/event/action").asText()).isNotEmpty();
            assertThat(alert.at("/threat/technique/id")).isNotEmpty();
            assertThat(alert.at("/orchestrator/cluster/name").asText()).isEqualTo("demo");
            assertThat(alert.at("/orchestrator/namespace").asText()).isNotEmpty();
            assertThat(alert.at("/orchestrator/resource/name").asText()).isNotEmpty();
            assertThat(alert.at("/message").asText()).contains(" in cluster demo: ");
            assertThat(Instant.parse(alert.at("/@timestamp").asText()))
                    .isBetween(
                            Instant.parse("2026-03-02T10:00:00Z"),
                            Instant.parse("2026-03-02T10:12:00Z"));
            JsonNode evidence = alert.at("/tripline/evidence");
            assertThat(evidence).isNotEmpty();
            for (JsonNode event : evidence) {
                assertThat(event.at("/event/id").asText()).isNotEmpty();
                assertThat(event.at("/source/file").asText()).endsWith("token-theft.ndjson");
                assertThat(event.at("/fields")).isNotEmpty();
            }
        }
    }

    @Test
    void theTheftNamesThiefAndLoot() throws Exception {
        JsonNode theft =
                asRecorded.documents().stream()
                        .filter(alert -> alert.at("/rule/id").asText().startsWith("token-access"))
                        .filter(alert -> evidence(alert, "/source/line").equals("99 → 186"))
                        .findFirst()
                        .orElseThrow();

        assertThat(theft.at("/orchestrator/namespace").asText()).isEqualTo("shop");
        assertThat(theft.at("/orchestrator/resource/name").asText())
                .isEqualTo("web-6d4b75cb6d-x2x7p");
        assertThat(theft.at("/user/name").asText()).isEqualTo("system:serviceaccount:shop:web");
        assertThat(theft.at("/user_agent/original").asText()).isEqualTo("curl/8.5.0");
        assertThat(theft.at("/source/ip").asText()).isEqualTo("10.42.3.213");
        assertThat(theft.at("/event/action").asText()).isEqualTo("list");
        assertThat(theft.at("/event/outcome").asText()).isEqualTo("success");
        assertThat(theft.at("/tripline/target/resource").asText()).isEqualTo("secrets");
        assertThat(theft.at("/tripline/target/namespace").asText()).isEqualTo("shop");
        assertThat(theft.at("/tripline/result/status_code").asInt()).isEqualTo(200);
    }

    @Test
    void noTokenIsInTheClear() throws Exception {
        assertThat(Files.readString(RECORDING)).containsPattern(JWT);

        assertThat(String.join("\n", asRecorded.alerts()))
                .contains("<jwt:")
                .doesNotContainPattern(JWT);
    }

    @Test
    void tokensOfDeadLettersAreMaskedToo() throws Exception {
        String jwt = "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJzdWIiOiJzeXN0ZW0ifQ.c2ln";
        Path broken =
                Files.writeString(
                        directory.resolve("broken.ndjson"),
                        """
                        {"@timestamp": "Bearer %s", "event": {"id": "x"}}
                        {"args": "Authorization: Bearer %s", "cut off
                        {"nothing": "known", "token": "%s"}
                        """
                                .formatted(jwt, jwt, jwt));

        AlertsOfAJob job = alerts(List.of(broken));

        assertThat(job.deadLetters()).hasSize(3);
        for (String letter : job.deadLetters()) {
            JsonNode json = new ObjectMapper().readTree(letter);
            assertThat(json.get("message").asText()).doesNotContainPattern(JWT);
            assertThat(new String(json.get("bytes").binaryValue(), StandardCharsets.UTF_8))
                    .contains("<jwt:")
                    .doesNotContainPattern(JWT);
        }
        assertThat(job.counts()).containsEntry(Tally.DEAD_LETTERED + ":demo", 3L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyOrderOfLinesAndFilesGivesTheSame(long seed) throws Exception {
        AlertsOfAJob shuffled = alerts(scattered(Files.readAllLines(RECORDING), seed));

        assertThat(eventsByAlert(shuffled)).isEqualTo(eventsByAlert(asRecorded));
    }

    @Test
    void whatIsReadTwiceAlertsOnce() throws Exception {
        List<String> lines = Files.readAllLines(RECORDING);
        lines.addAll(List.copyOf(lines));

        AlertsOfAJob repeated = alerts(scattered(lines, 3));

        assertThat(repeated.counts()).containsEntry(Tally.READ + ":demo", 566L);
        assertThat(eventsByAlert(repeated)).isEqualTo(eventsByAlert(asRecorded));
    }

    private static AlertsOfAJob alerts(List<Path> files) throws Exception {
        List<Rule> rules = RuleLoader.load(Path.of("job/rules")).orThrow();
        return AlertsOfAJob.run(List.of(AlertsOfAJob.source("demo", "demo", files)), rules);
    }

    /** Over three files, the last of them gzipped. */
    private List<Path> scattered(List<String> lines, long seed) throws Exception {
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(seed));
        int third = shuffled.size() / 3;
        Path zipped = directory.resolve("a.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            String rest = String.join("\n", shuffled.subList(2 * third, shuffled.size()));
            out.write(rest.getBytes(StandardCharsets.UTF_8));
        }
        return List.of(
                Files.write(directory.resolve("c.ndjson"), shuffled.subList(0, third)),
                Files.write(directory.resolve("b.ndjson"), shuffled.subList(third, 2 * third)),
                zipped);
    }

    /** Ids of the alerts, and of the events in each. */
    private static Map<String, String> eventsByAlert(AlertsOfAJob job) throws Exception {
        Map<String, String> events = new TreeMap<>();
        for (JsonNode alert : job.documents()) {
            events.put(alert.at("/event/id").asText(), evidence(alert, "/event/id"));
        }
        return events;
    }

    private static String evidence(JsonNode alert, String what) {
        return StreamSupport.stream(alert.at("/tripline/evidence").spliterator(), false)
                .map(event -> event.at(what).asText())
                .collect(Collectors.joining(" → "));
    }
}
