// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorExcerptTest {

    @TempDir Path directory;

    @Test
    void showsTheLineAndACaretUnderThePlace() throws Exception {
        Path file = directory.resolve("a.toml");
        Files.writeString(file, RuleText.with("severity = \"low\"", "severity = \"lower\""));

        RuleError error = RuleLoader.load(file).errors().get(0);

        assertThat(ErrorExcerpt.of(error).replace(directory + "/", ""))
                .isEqualTo(
                        """
                        a.toml:8:12: rule.severity is "lower"; use one of low, medium, high, critical
                          severity = "lower"
                                     ^""");
    }

    @Test
    void keepsTabsSoThatTheCaretStandsRight() {
        RuleError error = new RuleError("a.toml", 1, 4, "wrong");

        assertThat(ErrorExcerpt.of(error, List.of("\ta\tb")))
                .isEqualTo("a.toml:1:4: wrong\n  \ta\tb\n  \t \t^");
    }

    @Test
    void countsACharacterOutsideTheBasicPlaneAsOne() {
        RuleError error = new RuleError("a.toml", 1, 3, "wrong");

        assertThat(ErrorExcerpt.of(error, List.of("😀 b"))).endsWith("\n    ^");
    }

    @Test
    void leavesTheLineOutIfTheFileHasNoSuchLineOrIsGone() {
        assertThat(ErrorExcerpt.of(new RuleError("a.toml", 3, 1, "wrong"), List.of("a", "b")))
                .isEqualTo("a.toml:3:1: wrong");
        assertThat(ErrorExcerpt.of(new RuleError(directory + "/gone.toml", 1, 1, "wrong")))
                .isEqualTo(directory + "/gone.toml:1:1: wrong");
    }
}
