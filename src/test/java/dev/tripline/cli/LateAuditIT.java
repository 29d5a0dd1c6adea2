// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.cli.ScheduledSearch.Run;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import dev.tripline.testing.Await;
import dev.tripline.testing.KafkaBroker;
import dev.tripline.testing.SharedKafkaBroker;
import dev.tripline.testing.TriplineCommand;
import dev.tripline.testing.TriplineCommand.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Audit records that come ten minutes after process events: what a scheduled search makes of them,
 * and what Tripline. {@code scripts/late-audit} runs this and shows {@link #REPORT}.
 */
@ExtendWith(SharedKafkaBroker.class)
class LateAuditIT {

    private static final Path REPORT = Path.of("target/late-audit.txt");
    private static final Path RULES = Path.of("job/rules").toAbsolutePath();
    private static final String RULE = "token-access-then-kubernetes-api-request";
    private static final String PUBLISHED = "seed-" + RULE;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One for all searches; each would start its own otherwise. */
    @RegisterExtension
    private static final MiniClusterExtension SEARCHES =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private final LateAuditHour hour = new LateAuditHour(20260302);

    @TempDir private Path directory;

    @Test
    void alertsOnceWhereAScheduledSearchFindsNothing(KafkaBroker broker) throws Exception {
        List<Rule> rules = RuleLoader.load(file(RULE), file(PUBLISHED)).orThrow();
        ScheduledSearch search = new ScheduledSearch(rules, directory.resolve("documents.ndjson"));
        List<Run> scheduled = new ArrayList<>();
        Run atRest;
        broker.createTopic(topic(ReportedEvent.RUNTIME), PARTITIONS);
        broker.createTopic(topic(ReportedEvent.AUDIT), PARTITIONS);
        Instant now = LateAuditHour.START;
        Outcome outcome;
        try (TriplineCommand.Running running =
                new TriplineCommand(directory).start("run", "--config", config(broker))) {
            // Both see the same, as time goes on: what has arrived since the last search.
            while (now.isBefore(hour.end())) {
                Instant next = now.plus(ScheduledSearch.EVERY);
                produce(broker, hour.deliveries(now, next));
                awaitProgress(running);
                scheduled.add(search.at(next, hour.deliveries()));
                now = next;
            }
            atRest = search.atRest(hour.deliveries());
            awaitEverything(running);
            outcome = running.interrupt();
        }
        List<JsonNode> alerts = new ArrayList<>();
        for (String line : lines("alerts")) {
            alerts.add(JSON.readTree(line));
        }
        List<String> lateHits = lines("late-hits");
        Files.writeString(
                REPORT,
                new LateAuditReport(hour, rules, scheduled, atRest, alerts, lateHits).toString());

        assertThat(scheduled).hasSizeGreaterThanOrEqualTo(12);
        assertThat(scheduled).flatExtracting(Run::matches).isEmpty();
        assertThat(scheduled)
                .as("runs with the first half in sight, so that the second is what they lack")
                .anyMatch(run -> run.seen().contains(hour.read()));
        assertThat(atRest.matches())
                .as("one match of each rule")
                .hasSize(2)
                .allMatch(match -> match.contains(hour.victim().name()));
        assertThat(alerts)
                .as("one alert, told when the request arrives and confirmed in time")
                .allSatisfy(this::isTheTheft)
                .extracting(LateAuditIT::state)
                .containsExactly("provisional", "final");
        assertThat(lateHits).isEmpty();
        assertThat(lines("dead-letters")).isEmpty();
        assertThat(outcome.out()).doesNotContain("hits too late");
    }

    private static String state(JsonNode alert) {
        return alert.at("/tripline/alert/state").asText();
    }

    private void isTheTheft(JsonNode alert) {
        assertThat(alert.at("/rule/id").asText()).isEqualTo(RULE);
        assertThat(alert.at("/@timestamp").asText()).isEqualTo(hour.request().time().toString());
        assertThat(alert.at("/orchestrator/namespace").asText())
                .isEqualTo(hour.victim().namespace());
        assertThat(alert.at("/orchestrator/resource/name").asText())
                .isEqualTo(hour.victim().name());
        assertThat(alert.findValues("late")).as("marks of lateness").isEmpty();
        assertThat(alert.at("/tripline/evidence"))
                .extracting(event -> event.at("/@timestamp").asText())
                .containsExactly(hour.read().time().toString(), hour.request().time().toString());
        assertThat(alert.at("/tripline/evidence"))
                .extracting(event -> event.at("/source/topic").asText())
                .containsExactly(topic(ReportedEvent.RUNTIME), topic(ReportedEvent.AUDIT));
    }

    /** The job runs: what comes from now on finds its clocks as a stream finds them. */
    private static void awaitProgress(TriplineCommand.Running running) {
        Await.until(
                "the first events to be read",
                PATIENCE,
                () -> Files.readString(running.err()).contains("events read"));
    }

    /**
     * A sequence is decided when the clocks of all partitions have passed it, so its alert comes
     * after all records of the theft, repeated ones too.
     */
    private void awaitEverything(TriplineCommand.Running running) {
        Await.until("the certain alert", PATIENCE, () -> lines("alerts").size() > 1);
        Await.until(
                "the progress that shows all events",
                PATIENCE,
                () -> Files.readString(running.err()),
                progress ->
                        progress.contains(
                                String.format(
                                        Locale.ROOT,
                                        "… %,d events read",
                                        hour.deliveries().size())));
    }

    /** In the order of delivery, whose time is that of the record. */
    private static void produce(KafkaBroker broker, List<Delivery> deliveries) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            records.add(
                    new ProducerRecord<>(
                            topic(delivery.event().source()),
                            records.size() % PARTITIONS,
                            delivery.time().toEpochMilli(),
                            null,
                            delivery.event().record().getBytes(StandardCharsets.UTF_8)));
        }
        broker.produce(records);
    }

    private Path config(KafkaBroker broker) throws Exception {
        return Files.writeString(
                directory.resolve("late-audit.yaml"),
                """
                rules: [%1$s]
                sources:
                  - name: runtime
                    format: elastic-agent
                    delay: 30s
                    quiet-after: 3s
                    kafka: {bootstrap-servers: "%2$s", topics: [%3$s], start: earliest}
                  - name: audit
                    format: kubernetes-audit
                    delay: 15min
                    quiet-after: 3s
                    cluster: %5$s
                    kafka: {bootstrap-servers: "%2$s", topics: [%4$s], start: earliest}
                sinks:
                  - file: alerts.ndjson
                late-hits: {file: late-hits.ndjson}
                dead-letters: {file: dead-letters.ndjson}
                """
                        .formatted(
                                file(RULE),
                                broker.bootstrapServers(),
                                topic(ReportedEvent.RUNTIME),
                                topic(ReportedEvent.AUDIT),
                                ReportedPod.CLUSTER));
    }

    private static String topic(String source) {
        return "late-audit-it-" + source;
    }

    private static Path file(String rule) {
        return RULES.resolve(rule + ".toml");
    }

    private List<String> lines(String output) throws Exception {
        return Files.readAllLines(directory.resolve(output + ".ndjson"));
    }
}
