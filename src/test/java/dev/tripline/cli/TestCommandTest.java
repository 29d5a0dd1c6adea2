// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeRule() throws Exception {
        write(
                "shell.toml",
                """
                [rule]
                rule_id = "shell"
                name = "Shell"
                description = "A rule of a test."
                severity = "low"
                risk_score = 1
                type = "eql"
                language = "eql"
                query = 'process where process.args == "sh"'
                """);
        write(
                "shell.test.yaml",
                """
                - name: a line of the sensor
                  matches: 1
                  events:
                    - 'at="2026-03-02T10:00:00Z" cmd="sh -c id"'
                """);
        write(
                "door-sensor.toml",
                """
                name = "door-sensor"
                [[line]]
                pattern = 'at="(?P<at>[^"]+)" cmd="(?P<cmd>[^"]*)"'
                [[event]]
                recognise = { cmd = "*" }
                time = ["at"]
                [event.constants]
                "event.category" = "process"
                [event.fields]
                "process.args" = { path = "cmd", transform = "words" }
                """);
    }

    private void write(String name, String content) throws Exception {
        Files.writeString(directory.resolve(name), content);
    }

    private int test(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "test";
        arguments[1] = directory.resolve("shell.toml").toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Tripline.commandLine(new Tripline())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void eventsMayBeInAFormatOfTheUser() {
        assertThat(test("--formats", directory.resolve("door-sensor.toml").toString()))
                .as(out.toString() + err)
                .isZero();
        assertThat(out.toString()).endsWith("1 passed, 0 failed\n");
    }

    @Test
    void whatNoFormatReadsFails() {
        assertThat(test()).isEqualTo(1);
        assertThat(out.toString())
                .contains("a line of the sensor: event 1 cannot be read: ")
                .endsWith("0 passed, 1 failed\n");
    }

    @Test
    void anUnknownFormatIsAMistake() {
        assertThat(test("--format", "door")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no format door; use one of auto, ");
    }

    @Test
    void casesMayFillListsAndEvasionsAreCounted() throws Exception {
        write(
                "shell.toml",
                """
                [rule]
                rule_id = "bait"
                name = "Bait"
                description = "A rule of a test."
                severity = "low"
                risk_score = 1
                type = "eql"
                language = "eql"
                query = 'any where user.name like $decoy_strings or tripline.caller.class == "gitops"'
                """);
        write(
                "shell.test.yaml",
                """
                - name: the trap is set
                  context: {lists: {decoy_strings: ["bait*"]}}
                  evasion: true
                  events:
                    - {"@timestamp": "2026-03-02T10:00:00Z", "event.category": "x", "user.name": "bait-1"}
                  matches: 1
                - name: the deployment knows its deployer
                  context: {lists: {gitops: ["deployer"]}}
                  events:
                    - {"@timestamp": "2026-03-02T10:00:00Z", "event.category": "x",
                       "kubernetes.audit.user.username": "deployer"}
                  matches: 1
                - name: no trap is set
                  events:
                    - {"@timestamp": "2026-03-02T10:00:00Z", "event.category": "x", "user.name": "bait-1"}
                  matches: 0
                """);

        assertThat(test()).as(out.toString() + err).isZero();
        assertThat(out.toString())
                .contains("2 match (1 evasions),   1 near misses: ok")
                .endsWith("3 passed, 0 failed\n");
    }
}
