// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.testing.Await;
import dev.tripline.testing.KafkaBroker;
import dev.tripline.testing.SharedKafkaBroker;
import dev.tripline.testing.TriplineCommand;
import dev.tripline.testing.TriplineCommand.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code tripline run} over a Kafka that is not as the configuration says. */
@ExtendWith(SharedKafkaBroker.class)
class EmbeddedKafkaIT {

    /** A port that nobody listens on. */
    private static final String NO_BROKER = "127.0.0.1:1";

    @TempDir private Path directory;

    @Test
    void saysThatABrokerDoesNotAnswer() throws Exception {
        Outcome outcome =
                new TriplineCommand(directory).run("run", "--config", config(NO_BROKER, "any"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines().toList())
                .singleElement()
                .asString()
                .startsWith("error: no answer from the Kafka broker at 127.0.0.1:1 within 10 s");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.duration()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void saysThatATopicIsMissing(KafkaBroker broker) throws Exception {
        Path config = config(broker.bootstrapServers(), "no-such-topic");
        String line =
                "error: the Kafka broker at %s has no topic no-such-topic; make it or correct the name"
                        .formatted(broker.bootstrapServers());

        Outcome outcome = new TriplineCommand(directory).run("run", "--config", config);
        Outcome debugged = new TriplineCommand(directory).run("--debug", "run", "--config", config);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo(line + "\n");
        assertThat(debugged.exitCode()).isEqualTo(2);
        assertThat(debugged.err())
                .contains("\tat dev.tripline.job.KafkaPreflight.")
                .endsWith(line + "\n");
    }

    /** Without checkpoints, which would be the only other time for a file to be written. */
    @Test
    void showsAlertsWhileItRunsAndASummaryWhenItIsStopped(KafkaBroker broker) throws Exception {
        broker.createTopic("embedded", 1);
        broker.produce("embedded", Files.readAllLines(Path.of("job/demo/token-theft.ndjson")));
        Path alerts = directory.resolve("alerts.ndjson");

        Outcome outcome;
        try (TriplineCommand.Running running =
                new TriplineCommand(directory)
                        .start(
                                "run",
                                "--config",
                                config(broker.bootstrapServers(), "embedded"),
                                "--alerts",
                                alerts)) {
            Await.until(
                    "the 7 alerts that no sequence is needed for",
                    Duration.ofSeconds(60),
                    () -> Files.readAllLines(alerts).size(),
                    lines -> lines >= 7);
            Await.until(
                    "the progress that shows all events",
                    Duration.ofSeconds(60),
                    () -> Files.readString(running.err()),
                    progress -> progress.contains("… 283 events read"));
            outcome = running.interrupt();
        }

        assertThat(outcome.out()).containsPattern("events read +283\n");
        assertThat(Files.readAllLines(alerts)).allMatch(line -> line.endsWith("}"));
    }

    private Path config(String bootstrapServers, String topic) throws Exception {
        return Files.writeString(
                directory.resolve("job.yaml"),
                """
                rules: [%s]
                sources:
                  - name: events
                    kafka: {bootstrap-servers: "%s", topics: [%s]}
                sinks: [{console: true}]
                """
                        .formatted(Path.of("job/rules").toAbsolutePath(), bootstrapServers, topic));
    }
}
