// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.testing.TriplineCommand;
import dev.tripline.testing.TriplineCommand.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/tripline} as a user meets it, in a process of its own. */
class CommandLineIT {

    private static final Path RECORDING = Path.of("job/demo/token-theft.ndjson");

    @TempDir private Path directory;

    private TriplineCommand tripline;

    @BeforeEach
    void prepare() {
        tripline = new TriplineCommand(directory);
    }

    @Test
    void runsTheRecordingThatItComesWith() throws Exception {
        Outcome outcome = tripline.run("run");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(words(outcome.out()))
                .contains(
                        "events read 283",
                        "evaluated 283",
                        "dead-lettered 0",
                        "alerts 24",
                        "direct-kubernetes-api-request 5",
                        "seed-direct-interactive-kubernetes-api-request 2",
                        "seed-token-access-then-kubernetes-api-request 2",
                        "token-access-then-kubernetes-api-request 2");
        assertThat(outcome.out()).contains("pod shop/web-6d4b75cb6d-x2x7p in cluster demo: ran");
    }

    /** Plain and gzipped, with a name that Flink alone would pass over. */
    @Test
    void readsFilesAndWritesAlertsAndDeadLettersToFiles() throws Exception {
        List<String> lines = Files.readAllLines(RECORDING);
        Path plain = directory.resolve("_first half.ndjson");
        Files.write(plain, lines.subList(0, 150));
        Files.writeString(plain, lines.get(0) + "\n{\"cut\": \"off", StandardOpenOption.APPEND);
        Path gzipped = gzip(directory.resolve("second.gz"), lines.subList(150, lines.size()));
        Path alerts = directory.resolve("alerts.ndjson");
        Path deadLetters = directory.resolve("dead-letters.ndjson");

        Outcome outcome =
                tripline.run(
                        "run",
                        "--input",
                        plain,
                        "--input",
                        gzipped,
                        "--cluster",
                        "demo",
                        "--alerts",
                        alerts,
                        "--dead-letters",
                        deadLetters);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(words(outcome.out()))
                .contains(
                        "events read 285",
                        "evaluated 283",
                        "duplicates 1",
                        "dead-lettered 1",
                        "alerts 24");
        assertThat(Files.readAllLines(alerts))
                .hasSizeGreaterThanOrEqualTo(24)
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(Files.readAllLines(deadLetters))
                .singleElement()
                .asString()
                .contains("\"reason\":\"truncated\"", "_first half.ndjson\",\"line\":152");
    }

    /**
     * The audit records that name no cluster now belong to another than the pods, so the thief in
     * {@code payments} is noticed only by the second request.
     */
    @Test
    void readsStandardInputOfTheClusterThatIsNamed() throws Exception {
        Outcome outcome =
                tripline.runReading(RECORDING, "run", "--input", "-", "--cluster", "elsewhere");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(words(outcome.out())).contains("events read 283");
        assertThat(outcome.out().lines())
                .filteredOn(line -> line.contains("then a Kubernetes API request by the same pod"))
                .anyMatch(line -> line.contains("to create selfsubjectrulesreviews"))
                .noneMatch(line -> line.contains("to list secrets in payments"));
    }

    @Test
    void saysWhichKeyOfAConfigurationIsUnknown() throws Exception {
        Path config =
                write(
                        "job.yaml",
                        """
                        rules: [rules]
                        sources:
                          - name: audit
                            topics: [audit]
                        sinks: [{console: true}]
                        """);

        Outcome outcome = tripline.run("run", "--config", config);

        assertRefused(
                outcome,
                ("error: %s:4:5: there is no key \"sources[0].topics\"; known here are cluster,"
                                + " delay, files, format, kafka, name, quiet-after,"
                                + " trusted-proxies")
                        .formatted(config));
    }

    @Test
    void saysWhichFileIsMissing() throws Exception {
        Path missing = directory.resolve("missing");

        assertRefused(
                tripline.run("run", "--input", missing),
                "error: sources[0].files: there is no file " + missing);
        assertRefused(
                tripline.run("run", "--config", missing),
                "error: " + missing + ": there is no such file");
        assertRefused(
                tripline.run("eql", "--events", missing, "any where true"),
                "error: there is no file " + missing);
    }

    @Test
    void showsWhereARuleIsBroken() throws Exception {
        Path rule = rule("broken", "process where process.name = \\\"sh\\\"");

        Outcome outcome = tripline.run("lint", rule);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(rule + ":9:37: unexpected `=`"),
                        line -> assertThat(line).contains("process.name = "),
                        line -> assertThat(line).isEqualTo(" ".repeat(38) + "^"),
                        line -> assertThat(line).contains("1 mistake"));
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void passesTheTestsOfItsOwnRules() throws Exception {
        Outcome outcome = tripline.run("test");

        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains(" passed, 0 failed");
    }

    @Test
    void failsWhenATestOfARuleFails() throws Exception {
        Path rule = rule("shell", "process where process.name == \\\"sh\\\"");
        write(
                "shell.test.yaml",
                """
                - name: a shell
                  events:
                    - "@timestamp": "2026-03-02T10:00:00.000Z"
                      event: {category: [process], type: [start], action: exec}
                      process: {name: sh}
                  matches: 2
                """);

        Outcome outcome = tripline.run("test", rule);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("a shell: expected 2 alerts, got 1", "0 passed, 1 failed");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAQuery() throws Exception {
        Outcome outcome = tripline.run("eql", "--events", RECORDING, "any where x = 1");

        assertRefused(
                outcome,
                "1:13: unexpected `=`; compare with `==`; `=` only sets `maxspan` and `runs`");
    }

    @Test
    void findsMatchesOfAQuery() throws Exception {
        Outcome outcome =
                tripline.run("eql", "--events", RECORDING, "process where process.name == \".k\"");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .isEqualTo(
                        "{\"name\":\"query\",\"events\":[\"25635181-0485-40c4-ad69-35fc470f57e6\"],"
                                + "\"join_keys\":[]}\n");
    }

    @Test
    void aSchemaDecidesWhatAQueryMeans() throws Exception {
        Path events =
                write(
                        "events.ndjson",
                        """
                        {"@timestamp": "2026-03-02T10:00:00Z", "pid": "9", "ip": "10.0.0.1"}
                        {"@timestamp": "2026-03-02T10:00:01Z", "pid": 10, "ip": "::ffff:a00:1"}
                        """);
        Path schema = write("schema.json", "{\"pid\": \"long\", \"ip\": \"ip\"}");
        String query = "sequence by ip [any where pid < \"10\"] [any where pid == \"10\"]";

        Outcome typed =
                tripline.run(
                        "eql", "--events", events, "--id-field", "pid", "--schema", schema, query);
        Outcome untyped = tripline.run("eql", "--events", events, "--id-field", "pid", query);

        assertThat(typed.out())
                .isEqualTo(
                        "{\"name\":\"query\",\"events\":[\"9\",10],\"join_keys\":[\"10.0.0.1\"]}\n");
        assertThat(untyped.out()).isEmpty();
        assertRefused(
                tripline.run("eql", "--events", events, "--schema", schema, "any where ipp == 1"),
                "1:11: unknown field `ipp`; did you mean `ip`?");
    }

    @Test
    void aJobGoesByTheSchemaOfItsConfiguration() throws Exception {
        rule("shell", "process where process.pid < \\\"10\\\"");
        write("shell.schema.json", "{\"process.pid\": \"long\"}");
        Path events =
                write(
                        "events.ndjson",
                        """
                        {"@timestamp": "2026-03-02T10:00:00Z", "event": {"category": ["process"], "type": ["start"], "action": "exec", "dataset": "cloud_defend.process"}, "data_stream": {"dataset": "cloud_defend.process"}, "process": {"name": "sh", "pid": 9}}
                        """);
        Path config =
                write(
                        "job.yaml",
                        """
                        rules: [shell.toml]
                        schema: shell.schema.json
                        sources: [{name: recording, files: [%s]}]
                        sinks: [{console: true}]
                        """
                                .formatted(events.getFileName()));

        Outcome typed = tripline.run("run", "--config", config);
        write("shell.schema.json", "{\"process.pdi\": \"long\"}");
        Outcome mistaken = tripline.run("run", "--config", config);

        assertThat(words(typed.out())).as(typed.err()).contains("evaluated 1", "alerts 1");
        assertThat(mistaken.exitCode()).isEqualTo(2);
        assertThat(mistaken.err())
                .contains(
                        "shell.toml:9:24: unknown field `process.pid`; did you mean `process.pdi`?");
    }

    @Test
    void testsOfRulesGoByASchema() throws Exception {
        Path rule = rule("shell", "process where process.pid < \\\"10\\\"");
        write(
                "shell.test.yaml",
                """
                - name: a low number
                  events:
                    - "@timestamp": "2026-03-02T10:00:00.000Z"
                      event: {category: [process], type: [start], action: exec}
                      process: {name: sh, pid: 9}
                  matches: 1
                """);
        Path schema = write("schema.json", "{\"process.pid\": \"long\"}");

        assertThat(tripline.run("test", rule).exitCode()).isEqualTo(1);
        assertThat(tripline.run("test", "--schema", schema, rule).exitCode()).isZero();
        assertThat(tripline.run("lint", "--schema", schema, rule).exitCode()).isZero();
    }

    private static void assertRefused(Outcome outcome, String line) {
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo(line + "\n");
        assertThat(outcome.out()).isEmpty();
    }

    /** Lines without the blanks that align them. */
    private static List<String> words(String text) {
        return text.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }

    private Path rule(String id, String query) throws IOException {
        return write(
                id + ".toml",
                """
                [rule]
                rule_id = "%s"
                name = "A rule"
                description = "A rule of a test."
                severity = "low"
                risk_score = 21
                type = "eql"
                language = "eql"
                query = "%s"
                """
                        .formatted(id, query));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Path gzip(Path file, List<String> lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
