// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestFileTest {

    @TempDir Path directory;

    @Test
    void standsBesideTheRule() {
        assertThat(RuleTestFile.beside(Path.of("job/rules/shell.toml")))
                .isEqualTo(Path.of("job/rules/shell.test.yaml"));
    }

    @Test
    void documentsMayBeMapsOrJsonInEitherForm() throws Exception {
        RuleTestFile file =
                load(
                        """
                        - name: three spellings
                          cluster: demo
                          events:
                            - event:
                                category: [process]
                              process.pid: 7
                              at: 2026-03-02T10:00:00Z
                              ok: true
                              none: null
                            - {"event": {"category": "file"}}
                            - '{"event": {"category": "web"}}'
                          matches: 2
                          evasion: true
                          context: {lists: {decoy_secrets: [shop/bait]}}
                        - name: silence
                          events: [{"a": 1.5}]
                          matches: 0
                        """);

        assertThat(file.cases())
                .containsExactly(
                        new RuleTestCase(
                                "three spellings",
                                List.of(
                                        "{\"event\":{\"category\":[\"process\"]},\"process.pid\":7,"
                                                + "\"at\":\"2026-03-02T10:00:00Z\",\"ok\":true,\"none\":null}",
                                        "{\"event\":{\"category\":\"file\"}}",
                                        "{\"event\": {\"category\": \"web\"}}"),
                                2,
                                true,
                                "demo",
                                Map.of("decoy_secrets", List.of("shop/bait"))),
                        new RuleTestCase(
                                "silence", List.of("{\"a\":1.5}"), 0, false, null, Map.of()));
    }

    @Test
    void oneRunFindsEverythingThatIsWrong() {
        assertThat(
                        errorsOf(
                                """
                                - name: first
                                  event: []
                                  matches: many
                                - name: first
                                  cluster: [a]
                                  events: {"a": 1}
                                  matches: -1
                                - just text
                                - matches: 1
                                  events:
                                    - '{not json}'
                                    - ''
                                    - 3
                                """))
                .containsExactly(
                        "2:3: \"event\" is not a key of a rule test; it has name, cluster, context, events, matches and evasion",
                        "3:12: matches must be a number of alerts; write 0 if the rule must stay silent",
                        "1:3: this case has no events; add events: followed by a list of documents",
                        "4:9: the case in line 1 has the same name; say how they differ",
                        "5:12: cluster must be a text; write cluster: \"…\"",
                        "6:11: events must be a list of documents, each a map or a string",
                        "7:12: matches must be a number of alerts; write 0 if the rule must stay silent",
                        "8:3: a rule test is a map with name, cluster, context, events, matches and evasion",
                        "11:7: a document is a map, or a string that holds a JSON object or a line",
                        "12:7: a document is a map, or a string that holds a JSON object or a line",
                        "13:7: a document is a map, or a string that holds a JSON object or a line",
                        "9:3: this case has no name; add name: what happens here");
    }

    @Test
    void refusesAliasesInsteadOfReadingThemAsText() {
        assertThat(
                        errorsOf(
                                """
                                - name: one
                                  events:
                                    - event: &start {"type": "start"}
                                    - event: *start
                                  matches: 0
                                """))
                .containsExactly(
                        "4:14: YAML aliases are not resolved in documents; write the value out");
    }

    @Test
    void refusesAKeyThatIsWrittenTwice() {
        assertThat(errorsOf("- name: one\n  name: two\n"))
                .singleElement()
                .asString()
                .contains("this is not valid YAML")
                .contains("name");
    }

    @Test
    void refusesWhatIsNotYaml() {
        assertThat(errorsOf("- name: one\n  events: [\n"))
                .singleElement()
                .asString()
                .startsWith("2:12: this is not valid YAML: while parsing a flow node, expected");
    }

    @Test
    void refusesAFileThatIsNoList() {
        assertThat(errorsOf("name: one\n"))
                .containsExactly("1:1: rule tests are a list; begin each case with \"- name: …\"");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(errorsOf(""))
                .containsExactly("1:1: rule tests are a list; begin each case with \"- name: …\"");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        RuleException e =
                catchThrowableOfType(
                        RuleException.class,
                        () -> RuleTestFile.load(directory.resolve("gone.test.yaml")));

        assertThat(e.errors()).hasSize(1);
        assertThat(e).hasMessageContaining("gone.test.yaml:1:1: cannot be read");
    }

    private RuleTestFile load(String content) throws Exception {
        return RuleTestFile.load(write(content));
    }

    private List<String> errorsOf(String content) {
        RuleException e = catchThrowableOfType(RuleException.class, () -> load(content));
        assertThat(e).isNotNull();
        return e.errors().stream()
                .map(error -> error.line() + ":" + error.column() + ": " + error.message())
                .toList();
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("rule.test.yaml"), content);
    }
}
