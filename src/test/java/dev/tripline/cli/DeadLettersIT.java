// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.testing.KafkaBroker;
import dev.tripline.testing.SharedKafkaBroker;
import dev.tripline.testing.TriplineCommand;
import dev.tripline.testing.TriplineCommand.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code tripline deadletters} on what a run with a mistake in its configuration left. */
@ExtendWith(SharedKafkaBroker.class)
class DeadLettersIT {

    private static final Path RECORDING = Path.of("job/demo/token-theft.ndjson");

    /** About single events, so that it does not matter which were read the first time. */
    private static final Path RULE =
            Path.of("job/rules/direct-kubernetes-api-request.toml").toAbsolutePath();

    private static final String SMALL = "limits: {max-record-bytes: 1000}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path directory;

    private TriplineCommand tripline;
    private Path recording;
    private Path deadLetters;

    @BeforeEach
    void prepare() throws Exception {
        tripline = new TriplineCommand(directory);
        recording = Files.copy(RECORDING, directory.resolve("recording.ndjson"));
        deadLetters = directory.resolve("dead-letters.ndjson");
    }

    @Test
    void aReplayRaisesWhatATooSmallLimitKeptBack() throws Exception {
        Files.writeString(recording, "{\"cut off", StandardOpenOption.APPEND);
        Path whole = run("whole", "");
        String toFile = "dead-letters: {file: " + deadLetters + "}\n";
        Path alerts = run("small", SMALL + "\n" + toFile);
        Map<String, JsonNode> before = alerts(alerts);
        int lettersBefore = Files.readAllLines(deadLetters).size();
        Path still = directory.resolve("still-dead.ndjson");

        Outcome refused =
                tripline.run("deadletters", "replay", "--config", config("mended", alerts, toFile));
        Outcome replay =
                tripline.run(
                        "deadletters",
                        "replay",
                        "--config",
                        config("mended", alerts, toFile),
                        "--dead-letters",
                        still);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("the file that is read, " + deadLetters, "--dead-letters FILE");
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(before.size()).isBetween(1, 4);
        assertThat(alerts(alerts)).isEqualTo(alerts(whole)).hasSize(5);
        assertThat(replay.out())
                .contains("replaying " + lettersBefore + " dead letters")
                .containsPattern("events read +" + lettersBefore + "\n")
                .containsPattern("evaluated +" + (lettersBefore - 1) + "\n")
                .containsPattern("dead-lettered +1\n");
        assertThat(Files.readAllLines(deadLetters)).hasSize(lettersBefore);
        JsonNode hopeless = JSON.readTree(Files.readString(still));
        assertThat(hopeless.at("/reason").asText()).isEqualTo("truncated");
        assertThat(hopeless.at("/source/line").asInt()).isEqualTo(284);
    }

    /** Until there is nothing more to read, although what is read again fails again. */
    @Test
    void aReplayOfATopicEndsAndLosesNothing(KafkaBroker broker) throws Exception {
        Files.writeString(recording, "{\"cut off", StandardOpenOption.APPEND);
        broker.createTopic("replay-dead-letters", 2);
        String toTopic =
                "dead-letters: {kafka: {bootstrap-servers: \"%s\", topic: replay-dead-letters}}\n"
                        .formatted(broker.bootstrapServers());
        Path whole = run("whole", "");
        Path alerts = run("small", SMALL + "\n" + toTopic);
        List<ConsumerRecord<byte[], byte[]>> letters = broker.readPresent("replay-dead-letters");

        Path mended = config("mended", alerts, toTopic);
        Outcome replay = tripline.run("deadletters", "replay", "--config", mended);
        Outcome again =
                tripline.run("deadletters", "replay", "--config", mended, "--reason", "truncated");
        Outcome summary = tripline.run("deadletters", "summary", "--config", mended);

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(alerts(alerts)).isEqualTo(alerts(whole)).hasSize(5);
        assertThat(again.out()).contains("replaying 1 dead letters");
        assertThat(broker.readPresent("replay-dead-letters")).hasSize(letters.size() + 2);
        assertThat(summary.out())
                .contains(letters.size() - 1 + "  too-large          recording", "3  truncated  ");
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            JsonNode json = JSON.readTree(letter.value());
            Map<String, String> headers = new TreeMap<>();
            letter.headers()
                    .forEach(
                            header ->
                                    headers.put(
                                            header.key(),
                                            new String(header.value(), StandardCharsets.UTF_8)));
            assertThat(headers)
                    .isEqualTo(
                            Map.of(
                                    "reason", json.at("/reason").asText(),
                                    "source", "recording",
                                    "file", recording.toString(),
                                    "line", json.at("/source/line").asText()));
        }
    }

    @Test
    void aReplayGoesByTheFormatAsItIsNow() throws Exception {
        String toFile = "dead-letters: {file: " + deadLetters + "}\n";
        Path whole = run("whole", "");
        Path alerts = directory.resolve("wrong.alerts.ndjson");
        Path wrong = config("wrong", alerts, toFile);
        Files.writeString(
                wrong, Files.readString(wrong).replace("format: auto", "format: elastic-agent"));
        tripline.run("run", "--config", wrong);
        Path input = Files.move(deadLetters, directory.resolve("input.ndjson"));
        String first = JSON.readTree(Files.readAllLines(input).get(0)).at("/time").asText();

        Path mended = config("mended", alerts, toFile);
        Outcome tooLate = replay(mended, input, "--since", Instant.parse(first).plusSeconds(3600));
        Outcome otherReason = replay(mended, input, "--reason", "too-large");
        Outcome otherSource = replay(mended, input, "--source", "audit");
        Outcome replay = replay(mended, input, "--reason", "no-timestamp", "--since", first);

        assertThat(List.of(tooLate, otherReason, otherSource))
                .extracting(Outcome::out)
                .containsOnly("no dead letters to replay\n");
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out()).containsPattern("dead-lettered +0\n");
        assertThat(alerts(alerts)).isEqualTo(alerts(whole)).hasSize(5);
        assertThat(deadLetters).isEmptyFile();
    }

    @Test
    void saysWhatCannotBeReplayed() throws Exception {
        Path alerts = run("small", SMALL + "\ndead-letters: {file: " + deadLetters + "}\n");
        Path none = config("none", alerts, "");
        Path renamed = config("renamed", alerts, "");
        Files.writeString(
                renamed, Files.readString(renamed).replace("name: recording", "name: other"));

        assertRefused(
                tripline.run("deadletters", "replay", "--config", none),
                "say with --input FILE where the dead letters are, or give the --config that has"
                        + " them written to a file or topic");
        assertRefused(
                replay(none, directory.resolve("missing")),
                "there is no file " + directory.resolve("missing"));
        assertRefused(
                replay(none, recording),
                recording + ":1: this is no dead letter: it has no \"time\"");
        assertRefused(
                replay(none, deadLetters, "--since", "yesterday"),
                "--since: \"yesterday\" is no time; write it as 2026-03-02T10:00:00Z");
        assertRefused(
                replay(renamed, deadLetters),
                "there are dead letters of recording, and the configuration has no source of that"
                        + " name; add it, or choose others with --source");
        Outcome reason = replay(none, deadLetters, "--reason", "too-big");
        assertThat(reason.err())
                .startsWith("error: --reason: there is no \"too-big\"; use one of malformed,");
    }

    private Outcome replay(Path config, Path input, Object... options) throws Exception {
        List<Object> arguments =
                new ArrayList<>(
                        List.of("deadletters", "replay", "--config", config, "--input", input));
        arguments.addAll(List.of(options));
        return tripline.run(arguments.toArray());
    }

    private static void assertRefused(Outcome outcome, String reason) {
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("error: " + reason + "\n");
        assertThat(outcome.out()).isEmpty();
    }

    /** Runs the job and gives its file of alerts. */
    private Path run(String name, String more) throws Exception {
        Path alerts = directory.resolve(name + ".alerts.ndjson");
        Outcome outcome = tripline.run("run", "--config", config(name, alerts, more));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return alerts;
    }

    private Path config(String name, Path alerts, String more) throws Exception {
        return Files.writeString(
                directory.resolve(name + ".yaml"),
                """
                rules: [%s]
                sources: [{name: recording, cluster: demo, format: auto, files: [%s]}]
                sinks: [{file: %s}]
                %s
                """
                        .formatted(RULE, recording, alerts, more));
    }

    /** By id; fails if one is there twice. */
    /** By id, without the times of the runs that raised them. */
    private static Map<String, JsonNode> alerts(Path file) throws Exception {
        List<JsonNode> documents = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode alert = JSON.readTree(line);
            ((ObjectNode) alert.get("event")).remove(List.of("created", "ingested"));
            documents.add(alert);
        }
        return documents.stream()
                .collect(Collectors.toMap(alert -> alert.at("/event/id").asText(), alert -> alert));
    }
}
