// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripline.eql.FieldType;
import dev.tripline.eql.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleLoaderTest {

    @TempDir Path directory;

    @Test
    void readsEverythingThatAPublicRuleFileSays() throws Exception {
        Rule rule = load(RuleText.PUBLIC_LAYOUT);

        assertThat(rule.id()).isEqualTo("8c1d2f9e-0000-4000-8000-1f2e3d4c5b6a");
        assertThat(rule.name()).isEqualTo("Tool started from a scratch directory");
        assertThat(rule.risk()).isEqualTo(new Risk(Severity.HIGH, 73, List.of()));
        assertThat(rule.type()).isEqualTo(RuleType.EQL);
        assertThat(rule.enabled()).isTrue();
        assertThat(rule.categoryField()).isEqualTo("event.type");
        assertThat(rule.tiebreakerField()).isEqualTo("event.sequence");
        assertThat(rule.tags()).containsExactly("Domain: Container", "OS: Linux");
        assertThat(rule.references())
                .containsExactly("https://attack.mitre.org/techniques/T1059/004/");
        assertThat(rule.falsePositives()).hasSize(1);
        assertThat(rule.note()).startsWith("## Triage");
        assertThat(rule.queryText()).startsWith("start where");
        assertThat(rule.threats())
                .containsExactly(
                        new Threat(
                                "MITRE ATT&CK",
                                new Threat.Tactic(
                                        "TA0002",
                                        "Execution",
                                        "https://attack.mitre.org/tactics/TA0002/"),
                                List.of(
                                        new Threat.Technique(
                                                "T1059",
                                                "Command and Scripting Interpreter",
                                                "https://attack.mitre.org/techniques/T1059/",
                                                List.of(
                                                        new Threat.Technique(
                                                                "T1059.004",
                                                                "Unix Shell",
                                                                "https://attack.mitre.org/techniques/T1059/004/",
                                                                List.of()))))),
                        new Threat(
                                "MITRE ATT&CK",
                                new Threat.Tactic(
                                        "TA0007",
                                        "Discovery",
                                        "https://attack.mitre.org/tactics/TA0007/"),
                                List.of()));
    }

    @Test
    void keepsKeysThatItDoesNotKnow() throws Exception {
        Rule rule = load(RuleText.PUBLIC_LAYOUT);

        assertThat(rule.other()).containsOnlyKeys("metadata", "transform", "rule");
        assertThat(rule.other().get("metadata"))
                .isEqualTo(
                        Map.of(
                                "creation_date", "2026/01/02",
                                "integration", List.of("cloud_defend"),
                                "maturity", "production"));
        assertThat(rule.other().get("rule"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("interval", "5m")
                .containsEntry("max_signals", 100L)
                .containsEntry("house_key", true)
                .doesNotContainKeys("query", "threat", "alert_suppression");
        assertThat(rule.suppression())
                .isEqualTo(new Suppression(List.of("container.id"), Duration.ofMinutes(5), true));
    }

    @Test
    void aRuleSurvivesSerialization() throws Exception {
        Rule rule = load(RuleText.PUBLIC_LAYOUT);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(rule);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(rule);
        }
    }

    @Test
    void aRuleNeedsNoMoreThanTheRequiredKeys() throws Exception {
        Rule rule = load(RuleText.with("language = \"eql\"", ""));

        assertThat(rule.categoryField()).isEqualTo("event.category");
        assertThat(rule.tiebreakerField()).isNull();
        assertThat(rule.note()).isNull();
        assertThat(rule.enabled()).isTrue();
        assertThat(rule.threats()).isEmpty();
    }

    @Test
    void aRuleCanBeSwitchedOffInItsFile() throws Exception {
        assertThat(load(RuleText.with("language = \"eql\"", "enabled = false")).enabled())
                .isFalse();
    }

    @Test
    void searchesDirectoriesToTheBottomInTheOrderOfNames() throws Exception {
        write("b/second.toml", rule("second"));
        write("a/deep/er/first.toml", rule("first"));
        write("c.toml", rule("third"));
        write("b/second.test.yaml", "not a rule");

        LoadedRules loaded = RuleLoader.load(directory);

        assertThat(loaded.errors()).isEmpty();
        assertThat(loaded.rules()).extracting(Rule::id).containsExactly("first", "second", "third");
    }

    @Test
    void loadsAFileOnceThoughItIsNamedTwice() throws Exception {
        Path file = write("one.toml", rule("one"));

        LoadedRules loaded = RuleLoader.load(directory, file);

        assertThat(loaded.errors()).isEmpty();
        assertThat(loaded.rules()).hasSize(1);
    }

    @Test
    void oneRunFindsTheErrorsOfAllFilesAndLoadsTheRest() throws Exception {
        write("a.toml", RuleText.with("severity = \"low\"", "severity = \"lower\""));
        write("b.toml", rule("good"));
        write("c.toml", RuleText.with("risk_score = 21", "risk_score = -1\ntags = 3"));
        write("d.toml", "[rule\n");

        LoadedRules loaded = RuleLoader.load(directory);

        assertThat(loaded.rules()).extracting(Rule::id).containsExactly("good");
        assertThat(messages(loaded))
                .containsExactly(
                        "a.toml:8:12: rule.severity is \"lower\"; use one of low, medium, high, critical",
                        "c.toml:9:14: rule.risk_score is -1; use a whole number from 0 to 100",
                        "c.toml:10:8: rule.tags is 3; write a list of strings: tags = [\"…\", \"…\"]",
                        "d.toml:1:6: this is not valid TOML: Unexpected end of line, expected ]");
        assertThatThrownBy(loaded::orThrow)
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("d.toml:1:6")
                .extracting(e -> ((RuleException) e).errors())
                .isEqualTo(loaded.errors());
    }

    @Test
    void refusesAnIdThatBelongsToAnotherFile() throws Exception {
        write("a.toml", rule("same"));
        write("b.toml", rule("same"));

        LoadedRules loaded = RuleLoader.load(directory);

        assertThat(loaded.rules()).hasSize(1);
        assertThat(messages(loaded))
                .containsExactly(
                        "b.toml:5:11: rule.rule_id \"same\" belongs to a.toml already;"
                                + " give one of the two another id");
    }

    @Test
    void refusesPathsWithoutRules() throws Exception {
        Files.createDirectory(directory.resolve("empty"));

        LoadedRules loaded =
                RuleLoader.load(directory.resolve("empty"), directory.resolve("missing"));

        assertThat(messages(loaded))
                .containsExactly(
                        "empty:1:1: there is no *.toml file in this directory; check the path of the rules",
                        "missing:1:1: there is no such file or directory; check the path of the rules");
    }

    @Test
    void refusesAFileThatIsNotText() throws Exception {
        Files.write(directory.resolve("a.toml"), new byte[] {'#', (byte) 0xff, (byte) 0xfe, '\n'});

        assertThat(messages(RuleLoader.load(directory)))
                .containsExactly("a.toml:1:1: this is not UTF-8 text; save the file as UTF-8");
    }

    @Test
    void namesEveryRequiredKeyThatIsMissing() throws Exception {
        write("a.toml", "[rule]\n");

        assertThat(messages(RuleLoader.load(directory)))
                .containsExactly(
                        "a.toml:1:1: rule.description is missing; write a string: description = \"…\"",
                        "a.toml:1:1: rule.name is missing; write a string: name = \"…\"",
                        "a.toml:1:1: rule.query is missing; write a string: query = \"…\"",
                        "a.toml:1:1: rule.risk_score is missing; write a whole number: risk_score = 47",
                        "a.toml:1:1: rule.rule_id is missing; write a string: rule_id = \"…\"",
                        "a.toml:1:1: rule.severity is missing; write a string: severity = \"…\"",
                        "a.toml:1:1: rule.type is missing; write a string: type = \"…\"");
    }

    @Test
    void refusesAFileWithoutARule() throws Exception {
        write("a.toml", "[metadata]\nmaturity = \"production\"\n");

        assertThat(messages(RuleLoader.load(directory)))
                .containsExactly(
                        "a.toml:1:1: there is no [rule] table; a rule needs one with rule_id, name,"
                                + " description, severity, risk_score, type and query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name = \"Shell in a container\" | name = \"  \" | 6:8: rule.name is empty; write a string: name = \"…\"",
                "name = \"Shell in a container\" | name = 1.5 | 6:8: rule.name is 1.5; write a string: name = \"…\"",
                "name = \"Shell in a container\" | name = 2026-01-01 | 6:8: rule.name is a date or time; write a string: name = \"…\"",
                "name = \"Shell in a container\" | \"name\"   =\t[] | 6:12: rule.name is a list; write a string: name = \"…\"",
                "rule_id = \"shell-in-container\" | rule_id = \"shell in@container\" | 5:11: rule.rule_id is \"shell in@container\"; use only letters, digits, \".\", \"-\" and \"_\"",
                "risk_score = 21 | risk_score = \"21\" | 9:14: rule.risk_score is \"21\"; write a whole number: risk_score = 47",
                "risk_score = 21 | risk_score = 101 | 9:14: rule.risk_score is 101; use a whole number from 0 to 100",
                "type = \"eql\" | type = \"machine_learning\" | 10:8: rules of type \"machine_learning\" are not supported; use eql, threshold, new_terms",
                "language = \"eql\" | language = \"kuery\" | 11:12: rule.language is \"kuery\"; a rule of type \"eql\" is written in \"eql\"",
                "language = \"eql\" | enabled = \"yes\" | 11:11: rule.enabled is \"yes\"; write true or false: enabled = true",
                "language = \"eql\" | index = [\"a\", 3] | 11:9: rule.index is a list; write a list of strings: index = [\"…\", \"…\"]",
                "language = \"eql\" | alert_suppression = 5 | 11:21: rule.alert_suppression is 5; write a table: [rule.alert_suppression]",
                "language = \"eql\" | tiebreaker_field = \"\" | 11:20: rule.tiebreaker_field is empty; write a string: tiebreaker_field = \"…\"",
                "language = \"eql\" | threat = {} | 11:10: rule.threat is a table; write a list of tables: [[rule.threat]]",
            })
    void refusesAWrongValueAndSaysWhatWouldBeRight(String line, String instead, String error)
            throws Exception {
        write("a.toml", RuleText.with(line, instead));

        assertThat(messages(RuleLoader.load(directory))).containsExactly("a.toml:" + error);
    }

    @Test
    void refusesAThreatWithoutATactic() throws Exception {
        write(
                "a.toml",
                RuleText.VALID
                        + "[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n"
                        + "[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n"
                        + "[rule.threat.tactic]\nid = \"TA0002\"\nname = \"Execution\"\n");

        assertThat(messages(RuleLoader.load(directory)))
                .containsExactly(
                        "a.toml:15:1: rule.threat.tactic is missing; write a table: [rule.threat.tactic]",
                        "a.toml:19:1: rule.threat.tactic.reference is missing; write a string:"
                                + " reference = \"…\"");
    }

    @Test
    void placesAnErrorInsideTheQueryWhereItStandsInTheFile() throws Exception {
        write(
                "block.toml",
                RuleText.with(
                        "process where process.name == \"sh\"",
                        "process where\n  process.name === \"sh\""));
        write("line.toml", oneLine("query = 'process where process.name === 1'"));
        write("escaped.toml", oneLine("query = \"process where \\\"a\\\" == x and x === 1\""));

        assertThat(RuleLoader.load(directory).errors())
                .extracting(
                        e ->
                                directory.relativize(Path.of(e.file()))
                                        + ":"
                                        + e.line()
                                        + ":"
                                        + e.column())
                .containsExactly("block.toml:14:18", "escaped.toml:12:43", "line.toml:12:39");
    }

    @Test
    void aSchemaRefusesWhatItDoesNotKnowAtItsPlaceInTheFile() throws IOException {
        write("rule.toml", RuleText.VALID);

        LoadedRules loaded =
                RuleLoader.load(
                        List.of(directory), Schema.of(Map.of("process.nam", FieldType.KEYWORD)));

        assertThat(loaded.rules()).isEmpty();
        assertThat(messages(loaded)).first().asString().contains("did you mean `process.nam`?");
    }

    private static String oneLine(String query) {
        int start = RuleText.VALID.indexOf("query");
        return RuleText.VALID.substring(0, start) + query + "\n";
    }

    private static String rule(String id) {
        return RuleText.with("rule_id = \"shell-in-container\"", "rule_id = \"" + id + "\"");
    }

    private Rule load(String content) throws Exception {
        return RuleLoader.load(write("rule.toml", content)).orThrow().get(0);
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> messages(LoadedRules loaded) {
        String prefix = directory + "/";
        return loaded.errors().stream().map(e -> e.toString().replace(prefix, "")).toList();
    }
}
