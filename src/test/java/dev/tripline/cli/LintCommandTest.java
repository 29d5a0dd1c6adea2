// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LintCommandTest {

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsMistakesAndWarningsOfAllFilesInOneRun() throws Exception {
        rule("a", "process where process.name like \"sh\"");
        rule("b", "process where process.name = 1");

        assertThat(lint(directory.toString())).isEqualTo(1);
        assertThat(said())
                .isEqualTo(
                        """
                        a.toml:2:11: warning: this rule has no tests; write some into a.test.yaml
                          rule_id = "a"
                                    ^
                        a.toml:8:42: warning: this pattern has no wildcard `*` or `?`; write `==`, or add the wildcard
                          query = 'process where process.name like "sh"'
                                                                   ^
                        b.toml:8:37: unexpected `=`; compare with `==`; `=` only sets `maxspan` and `runs`
                          query = 'process where process.name = 1'
                                                              ^
                        1 rules are good, 1 mistakes, 2 warnings
                        """);
    }

    @Test
    void aWarningFailsOnlyIfItIsToldTo() throws Exception {
        rule("a", "process where process.name == \"sh\"");

        assertThat(lint(directory.toString())).isZero();
        assertThat(lint("--strict", directory.toString())).isEqualTo(1);
    }

    @Test
    void notesWhatNoFormatGivesAndFailsNothing() throws Exception {
        rule("a", "process where cloud_defend.kind == \"x\" and process.name == \"sh\"");

        assertThat(lint(directory.toString())).isZero();
        assertThat(said())
                .contains(
                        "a.toml:8:24: note: no format gives `cloud_defend.kind`; only documents that"
                                + " hold it already, such as Elastic Agent's, can make this true")
                .contains("1 rules are good, 0 mistakes, 1 warnings");
    }

    @Test
    void warnsOfAListThatWasMeantToBeAnother() throws Exception {
        rule("a", "process where process.name in $our_shells");
        Path context =
                Files.writeString(
                        directory.resolve("context.toml.txt"),
                        """
                        [lists]
                        our_shells = ["xonsh"]
                        shell = ["xonsh"]
                        shells = ["xonsh"]
                        robots = ["r2"]
                        """);

        assertThat(lint("--context", context.toString(), directory.resolve("a.toml").toString()))
                .isZero();
        assertThat(said())
                .contains(
                        "context.toml.txt:3:9: warning: no rule names $shell, so this changes"
                                + " nothing; did you mean \"shells\"?")
                .contains("1 rules are good, 0 mistakes, 2 warnings");
    }

    @Test
    void theShippedRulesPassTheStrictTest() {
        assertThat(lint("--strict", "job/rules")).as(out.toString()).isZero();
        assertThat(said()).isEqualTo("44 rules are good, 0 mistakes, 0 warnings\n");
    }

    @Test
    void aSchemaSaysWhichFieldsThereAreAndWhatTheyHold() throws Exception {
        rule("a", "process where proces.pid == 1 or process.pid == \"sh\"");
        rule("b", "process where custom.field == \"x\" and tripline.cluster == \"c\"");

        assertThat(lint(directory.toString(), "--schema", schema())).isEqualTo(1);
        assertThat(said())
                .startsWith(
                        """
                        a.toml:8:24: unknown field `proces.pid`; did you mean `process.pid`?
                          query = 'process where proces.pid == 1 or process.pid == "sh"'
                                                 ^
                        a.toml:8:55: `process.pid` is of type long; compare it with a number
                        """)
                .endsWith("1 rules are good, 2 mistakes, 1 warnings\n")
                .doesNotContain("custom.field");
    }

    @Test
    void typesDecideWhatIsAContradiction() throws Exception {
        rule("a", "process where process.pid == \"9\" and not process.pid > \"10\"");

        assertThat(lint(directory.toString())).isZero();
        assertThat(said()).contains("no event meets both");
        out.getBuffer().setLength(0);

        assertThat(lint(directory.toString(), "--schema", schema())).isZero();
        assertThat(said()).doesNotContain("no event meets both");
    }

    @Test
    void aFilterThatIsNullForLackOfAnOptionalFieldIsPointedAt() throws Exception {
        rule("a", "process where process.pid == 1 and not ?process.title == \"x\"");
        rule("b", "process where process.pid == 1 or not ?process.title == \"x\"");

        assertThat(lint(directory.toString(), "--schema", schema())).isZero();
        assertThat(said())
                .contains(
                        "a.toml:8:24: warning: no event meets this condition: the schema has no `process.title`, and")
                .doesNotContain("b.toml:8:");
    }

    @Test
    void aSchemaThatIsNoneIsRefusedWithItsPlace() throws Exception {
        Path schema = Files.writeString(directory.resolve("schema.json"), "{\"a\": \"text\"}");

        assertThat(lint(directory.toString(), "--schema", schema.toString())).isNotZero();
        assertThat(err.toString()).contains(schema + ":1:7: the type of \"a\" must be one of");
    }

    private String schema() throws IOException {
        return Files.writeString(
                        directory.resolve("schema.json"),
                        """
                        {"process.pid": "long", "custom.field": "keyword"}
                        """)
                .toString();
    }

    private int lint(String... arguments) {
        return new CommandLine(new LintCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String said() {
        return out.toString().replace(directory + "/", "");
    }

    private void rule(String id, String query) throws IOException {
        Files.writeString(
                directory.resolve(id + ".toml"),
                """
                [rule]
                rule_id = "%s"
                name = "A rule"
                description = "A rule of a test."
                severity = "low"
                risk_score = 21
                type = "eql"
                query = '%s'
                """
                        .formatted(id, query));
    }
}
