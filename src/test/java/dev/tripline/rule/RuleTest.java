// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTest {

    @TempDir Path directory;

    private static final String QUERY = "process where process.name == \"sh\"";
    private static final String LANGUAGE = "language = \"eql\"";

    @Test
    void theKeyIsTheIdAndTwelveHexDigits() throws Exception {
        assertThat(keyOf(RuleText.VALID)).matches("shell-in-container@[0-9a-f]{12}");
    }

    @Test
    void theKeyStaysWhenOnlyTheWordingChanges() throws Exception {
        String key = keyOf(RuleText.VALID);

        assertThat(keyOf(RuleText.with("name = \"Shell in a container\"", "name = \"Shell\"")))
                .isEqualTo(key);
        assertThat(keyOf(RuleText.with("risk_score = 21", "risk_score = 47"))).isEqualTo(key);
        assertThat(keyOf(RuleText.with(QUERY, "process   where\n  process.name == \"sh\"")))
                .isEqualTo(key);
    }

    @Test
    void theKeyChangesWithWhatMatches() throws Exception {
        assertThat(
                        new String[] {
                            keyOf(RuleText.VALID),
                            keyOf(RuleText.with(QUERY, "process where process.name == \"bash\"")),
                            keyOf(withLanguageAnd("event_category_override = \"event.type\"")),
                            keyOf(withLanguageAnd("tiebreaker_field = \"event.sequence\""))
                        })
                .doesNotHaveDuplicates();
    }

    private static String withLanguageAnd(String line) {
        return RuleText.with(LANGUAGE, LANGUAGE + "\n" + line);
    }

    private String keyOf(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("rule.toml"), content);
        return RuleLoader.load(file).orThrow().get(0).key();
    }
}
