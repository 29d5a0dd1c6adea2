// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.Schema;
import dev.tripline.toml.TomlFile;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds, it is read or refused, and a refusal points into the file. */
class BrokenFilesTest {

    private static final String CASES =
            """
            # comment
            - name: one
              cluster: demo
              events:
                - {"a": ["b", 1.5, null], "c.d": true}
                - '{"e": "f"}'
                - g: |
                    text
              matches: 1
            - name: "two"
              events: [{}]
              matches: 0
            """;

    @Property(tries = 500)
    void aRuleFileIsReadOrRefused(@ForAll("damages") List<Damage> damages) {
        String content = damaged(RuleText.PUBLIC_LAYOUT, damages);
        TomlFile file = new TomlFile("a.toml", content);

        boolean read = RuleReader.read(file, Schema.NONE, List.of()).isPresent();

        assertThat(file.errors().isEmpty()).isEqualTo(read);
        assertThat(file.errors())
                .allSatisfy(error -> assertPointsInto(content, RuleError.of(error)));
    }

    @Property(tries = 500)
    void aFileOfTestsIsReadOrRefused(@ForAll("damages") List<Damage> damages) {
        String content = damaged(CASES, damages);
        List<RuleError> errors = new ArrayList<>();

        try {
            RuleTestReader.read("a.test.yaml", content);
        } catch (RuleException e) {
            errors.addAll(e.errors());
            assertThat(errors).isNotEmpty();
        }

        assertThat(errors).allSatisfy(error -> assertPointsInto(content, error));
    }

    private static void assertPointsInto(String content, RuleError error) {
        long lines = content.lines().count();
        assertThat(error.line()).isBetween(1, (int) lines + 1);
        assertThat(error.column()).isBetween(1, content.length() + 1);
        assertThat(ErrorExcerpt.of(error, content.lines().toList())).startsWith("a.");
    }

    @Provide
    Arbitrary<List<Damage>> damages() {
        Arbitrary<String> inserted =
                Arbitraries.of(
                        "\"", "'", "'''", "\"\"\"", "[", "]", "{", "}", "=", "#", "\\", "\n",
                        "\r\n", "\t", ",", "-", ": ", "&a ", "*a ", "!x ", "|", "\u0000", "\u0007",
                        "\ud800", "😀", "é", "1e999", "0x", "\\u00");
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 40),
                        inserted.injectDuplicates(0.1))
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static String damaged(String content, List<Damage> damages) {
        StringBuilder text = new StringBuilder(content);
        for (Damage damage : damages) {
            int start = (int) (damage.place() * text.length());
            int end = Math.min(start + damage.removed(), text.length());
            text.replace(start, end, damage.inserted());
        }
        return text.toString();
    }

    /**
     * @param place from 0, the beginning, to 1, the end
     */
    record Damage(double place, int removed, String inserted) {}
}
