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
    void theShippedRulesPassTheStrictTest() {
        assertThat(lint("--strict", "job/rules")).as(out.toString()).isZero();
        assertThat(said()).isEqualTo("4 rules are good, 0 mistakes, 0 warnings\n");
    }

    private int lint(String... arguments) {
        return new CommandLine(new LintCommand())
                .setOut(new PrintWriter(out, true))
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
