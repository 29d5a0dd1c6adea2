// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.testing.TriplineCommand;
import dev.tripline.testing.TriplineCommand.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A context and exceptions, from files to alerts and the summary. */
class ContextIT {

    @TempDir private Path directory;

    @BeforeEach
    void prepare() throws IOException {
        write(
                "rules.toml",
                """
                [rule]
                rule_id = "shell"
                name = "A shell of an admin"
                description = "A rule of a test."
                severity = "low"
                risk_score = 21
                type = "eql"
                language = "eql"
                query = 'process where user.name like $admins and process.name == "sh"'
                """);
        write(
                "theft.toml",
                """
                [rule]
                rule_id = "theft"
                name = "Read, then used"
                description = "A rule of a test."
                severity = "low"
                risk_score = 21
                type = "eql"
                language = "eql"
                query = '''
                sequence by host.name with maxspan=1h
                  [file where user.name != null]
                  [process where user.name != null]
                  until [process where process.name == "logout"]
                '''
                """);
        write("context.toml", "[lists]\nadmins = [\"*@example.com\"]\n");
        write(
                "exceptions.toml",
                """
                [[exception]]
                name = "known-alice"
                rules = ["*"]
                condition = 'any where user.name == "alice@example.com"'
                reason = "A rule of a test."
                owner = "tests"
                expires = 2026-03-02

                [[exception]]
                name = "for-nothing"
                rules = ["shel"]
                condition = 'any where user.name == "carol@example.com"'
                reason = "A rule of a test."
                owner = "tests"
                expires = 2026-03-02
                """);
    }

    @Test
    void exceptionsEndByTheTimeOfEventsAndAreCounted() throws Exception {
        write(
                "events.ndjson",
                event("2026-03-01T23:59:59.999Z", "process", "sh", "alice@example.com", "h1"),
                event("2026-03-01T23:59:59.999Z", "process", "sh", "bob@example.com", "h2"),
                event("2026-03-02T00:00:00.000Z", "process", "sh", "alice@example.com", "h3"),
                event("2026-03-02T00:00:00.000Z", "process", "sh", "mallory", "h4"));

        Outcome outcome = run();

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(words(outcome.out()))
                .contains(
                        "taken out by exceptions 2",
                        "known-alice (expired 2026-03-02T00:00:00Z) 2",
                        "alerts 2",
                        "shell 2",
                        "theft 0");
        assertThat(outcome.err())
                .contains("exceptions.toml:11:9: no loaded rule has the id \"shel\"; did you mean")
                .contains("exceptions.toml:7:11: exception \"known-alice\" has expired");
    }

    @Test
    void aStageUnderAnExceptionIsNoneButAnEndIsAnEnd() throws Exception {
        String day = "2026-03-01T10:00:0";
        write(
                "events.ndjson",
                event(day + "0Z", "file", "cat", "bob@example.com", "not-by-her"),
                event(day + "1Z", "process", "curl", "alice@example.com", "not-by-her"),
                event(day + "0Z", "file", "cat", "bob@example.com", "later"),
                event(day + "1Z", "process", "curl", "alice@example.com", "later"),
                event(day + "2Z", "process", "curl", "bob@example.com", "later"),
                event(day + "0Z", "file", "cat", "bob@example.com", "ended"),
                event(day + "1Z", "process", "logout", "alice@example.com", "ended"),
                event(day + "2Z", "process", "curl", "bob@example.com", "ended"));

        Outcome outcome = run();

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(words(outcome.out())).contains("taken out by exceptions 3", "theft 1");
    }

    @Test
    void aMistakeInAContextEndsTheStartWithItsPlace() throws Exception {
        write("events.ndjson", "{}");
        write("context.toml", "[lists]\nadmins = \"alice\"\n");

        Outcome outcome = run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("context.toml:2:10: lists.admins is \"alice\"; write a list of strings")
                .contains("         ^");
    }

    @Test
    void explainShowsTheExceptionThatTakesAnEventOut() throws Exception {
        write(
                "events.ndjson",
                event("2026-03-01T10:00:00Z", "process", "sh", "alice@example.com", "h1"));

        Outcome outcome =
                new TriplineCommand(directory)
                        .run(
                                "explain",
                                directory.resolve("rules.toml"),
                                directory.resolve("events.ndjson"),
                                "--context",
                                directory.resolve("context.toml"),
                                "--exceptions",
                                directory.resolve("exceptions.toml"));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("✓ user.name like $admins  ← \"alice@example.com\"")
                .contains("✓ exception known-alice")
                .containsPattern("matches +0");
    }

    private Outcome run() throws Exception {
        return new TriplineCommand(directory)
                .run(
                        "run",
                        "--rules",
                        directory.resolve("rules.toml"),
                        "--rules",
                        directory.resolve("theft.toml"),
                        "--input",
                        directory.resolve("events.ndjson"),
                        "--context",
                        directory.resolve("context.toml"),
                        "--exceptions",
                        directory.resolve("exceptions.toml"));
    }

    private static String event(
            String time, String category, String process, String user, String host) {
        return """
        {"@timestamp":"%s","event":{"category":"%s"},"process":{"name":"%s"},"user":{"name":"%s"},"host":{"name":"%s"}}"""
                .formatted(time, category, process, user, host);
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(directory.resolve(name), List.of(lines));
    }

    private static List<String> words(String text) {
        return text.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }
}
