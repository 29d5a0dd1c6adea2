// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.testing.Await;
import dev.tripline.testing.KafkaBroker;
import dev.tripline.testing.SharedKafkaBroker;
import dev.tripline.testing.TriplineCommand;
import dev.tripline.testing.TriplineCommand.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code tripline run} over a Kafka that is not as the configuration says. */
@ExtendWith(SharedKafkaBroker.class)
class EmbeddedKafkaIT {

    /** A port that nobody listens on. */
    private static final String NO_BROKER = "127.0.0.1:1";

    private static final String STORE_PASSWORD = KafkaBroker.STORE_PASSWORD;

    private static final Map<String, String> SECRETS =
            Map.of("BROKER_PASSWORD", KafkaBroker.PASSWORD, "STORE_PASSWORD", STORE_PASSWORD);

    /** How a broker is told who asks. */
    private enum Login {
        PLAIN,
        SCRAM,
        CERTIFICATE;

        String servers(KafkaBroker broker) {
            return this == CERTIFICATE
                    ? broker.mutualBootstrapServers()
                    : broker.securedBootstrapServers();
        }

        /** Secrets are only named. */
        Map<String, String> properties(KafkaBroker broker, Path keyPassword) {
            Map<String, String> properties = new TreeMap<>();
            properties.put("ssl.truststore.type", "PKCS12");
            properties.put("ssl.truststore.location", broker.trustStore().toString());
            properties.put("ssl.truststore.password", "${env:STORE_PASSWORD}");
            switch (this) {
                case PLAIN -> password(properties, "PLAIN", "plain.Plain");
                case SCRAM -> password(properties, "SCRAM-SHA-512", "scram.Scram");
                case CERTIFICATE -> {
                    properties.put("security.protocol", "SSL");
                    properties.put("ssl.keystore.type", "PKCS12");
                    properties.put("ssl.keystore.location", broker.clientKeyStore().toString());
                    properties.put("ssl.keystore.password", "${env:STORE_PASSWORD}");
                    properties.put("ssl.key.password", "${file:" + keyPassword + ":key}");
                }
            }
            return properties;
        }

        private static void password(
                Map<String, String> properties, String mechanism, String module) {
            properties.put("security.protocol", "SASL_SSL");
            properties.put("sasl.mechanism", mechanism);
            properties.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.%sLoginModule required username=\"%s\" password=\"${env:BROKER_PASSWORD}\";"
                            .formatted(module, KafkaBroker.USER));
        }
    }

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

    @Test
    void saysThatNoTopicMatchesAPattern(KafkaBroker broker) throws Exception {
        Path config =
                config(
                        "kafka: {bootstrap-servers: \"%s\", topic-pattern: no-such-.*}"
                                .formatted(broker.bootstrapServers()));

        Outcome outcome = new TriplineCommand(directory).run("run", "--config", config);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo(
                        "error: the Kafka broker at %s has no topic that matches no-such-.*; make one or correct the pattern\n"
                                .formatted(broker.bootstrapServers()));
    }

    @Test
    void saysThatAPasswordIsWrongWithoutShowingIt(KafkaBroker broker) throws Exception {
        Map<String, String> environment =
                Map.of("BROKER_PASSWORD", "guessed-badly", "STORE_PASSWORD", STORE_PASSWORD);

        Outcome outcome =
                new TriplineCommand(directory, environment)
                        .run("--debug", "run", "--config", secured(broker, "any"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines().toList())
                .last()
                .asString()
                .startsWith("error: the Kafka broker at " + broker.securedBootstrapServers())
                .contains(" lets source \"events\" not in (Authentication failed")
                .endsWith("correct its properties");
        assertThat(outcome.err()).doesNotContain("guessed-badly");
    }

    @Test
    void saysThatASecretIsMissing(KafkaBroker broker) throws Exception {
        Outcome outcome =
                new TriplineCommand(directory).run("run", "--config", secured(broker, "any"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith(
                        "error: the Kafka client of source \"events\" cannot be made: there is no"
                                + " environment variable BROKER_PASSWORD; ");
    }

    @Test
    void saysThatACertificateIsMissing(KafkaBroker broker) throws Exception {
        Map<String, String> properties = properties(Login.CERTIFICATE, broker);
        properties.keySet().removeIf(key -> key.startsWith("ssl.key"));

        Outcome outcome = runWithACertificate(broker, properties);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines().toList())
                .last()
                .asString()
                .startsWith("error: the Kafka broker at " + broker.mutualBootstrapServers())
                .contains(" lets source \"events\" not in (");
    }

    @Test
    void saysThatThePasswordOfAKeyIsWrongWithoutShowingIt(KafkaBroker broker) throws Exception {
        Map<String, String> properties = properties(Login.CERTIFICATE, broker);
        properties.put("ssl.keystore.password", "${env:BROKER_PASSWORD}");

        Outcome outcome = runWithACertificate(broker, properties);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines().toList())
                .last()
                .asString()
                .startsWith("error: the Kafka client of source \"events\" cannot be made: ")
                .contains(
                        "Failed to load SSL keystore " + broker.clientKeyStore(),
                        "keystore password was incorrect")
                .endsWith("; correct its bootstrap-servers or properties");
        assertThat(outcome.err()).doesNotContain(KafkaBroker.PASSWORD, STORE_PASSWORD);
    }

    /** Shows more of an error than it must. */
    private Outcome runWithACertificate(KafkaBroker broker, Map<String, String> properties)
            throws Exception {
        return new TriplineCommand(directory, SECRETS)
                .run(
                        "--debug",
                        "run",
                        "--config",
                        secured(broker.mutualBootstrapServers(), properties, "any"));
    }

    @ParameterizedTest
    @EnumSource
    void readsAndWritesWithSecretsThatAreOnlyNamed(Login login, KafkaBroker broker)
            throws Exception {
        String topic = "secured-" + login;
        broker.createTopic(topic, 1);
        broker.createTopic(topic + "-alerts", 1);
        broker.produce(topic, Files.readAllLines(Path.of("job/demo/token-theft.ndjson")));
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.put("TRIPLINE_JAVA_OPTS", "-Dtripline.log.level=INFO");

        Outcome outcome;
        try (TriplineCommand.Running running =
                new TriplineCommand(directory, environment)
                        .start(
                                "run",
                                "--config",
                                secured(login.servers(broker), properties(login, broker), topic))) {
            Await.until(
                    "the 7 alerts that no sequence is needed for",
                    Duration.ofSeconds(60),
                    () -> broker.readPresent(topic + "-alerts").size(),
                    alerts -> alerts >= 7);
            outcome = running.interrupt();
        }

        assertThat(outcome.out() + outcome.err())
                .contains("ssl.truststore.password = [hidden]")
                .doesNotContain(KafkaBroker.PASSWORD)
                .doesNotContain(STORE_PASSWORD);
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
        return config(
                "kafka: {bootstrap-servers: \"%s\", topics: [%s]}"
                        .formatted(bootstrapServers, topic));
    }

    private Path config(String kafka) throws Exception {
        return Files.writeString(
                directory.resolve("job.yaml"),
                """
                rules: [%s]
                sources:
                  - name: events
                    %s
                sinks: [{console: true}]
                """
                        .formatted(Path.of("job/rules").toAbsolutePath(), kafka));
    }

    private Map<String, String> properties(Login login, KafkaBroker broker) throws Exception {
        Path keyPassword =
                Files.writeString(
                        directory.resolve("key.properties"), "key=" + STORE_PASSWORD + "\n");
        return login.properties(broker, keyPassword);
    }

    private Path secured(KafkaBroker broker, String topic) throws Exception {
        return secured(broker.securedBootstrapServers(), properties(Login.PLAIN, broker), topic);
    }

    private Path secured(String bootstrapServers, Map<String, String> properties, String topic)
            throws Exception {
        return Files.writeString(
                directory.resolve("job.yaml"),
                """
                rules: [%1$s]
                sources:
                  - name: events
                    kafka: {bootstrap-servers: "%2$s", topics: [%3$s], properties: %4$s}
                sinks:
                  - kafka: {bootstrap-servers: "%2$s", topic: %3$s-alerts, properties: %4$s}
                """
                        .formatted(
                                Path.of("job/rules").toAbsolutePath(),
                                bootstrapServers,
                                topic,
                                new ObjectMapper().writeValueAsString(properties)));
    }
}
