// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule file says of the risk of its alerts, of the response to them and of suppression. */
class RiskTest {

    private static final String MODIFIERS =
            """
            [[rule.risk_modifier]]
            name = "interactive session"
            condition = '''any where process.interactive == true'''
            score = 20
            [[rule.risk_modifier]]
            name = "continuous integration"
            condition = '''any where orchestrator.namespace == "ci"'''
            score = -60
            """;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"0, 21, LOW", "1, 41, MEDIUM", "2, 0, LOW", "3, 0, LOW"})
    void modifiersAddUpWithinBoundsAndTheScoreDecidesTheSeverity(
            long bits, int score, Severity severity) throws Exception {
        Risk risk = load(RuleText.VALID + MODIFIERS).risk();

        assertThat(risk.score(bits)).isEqualTo(score);
        assertThat(risk.severity(bits)).isEqualTo(severity);
    }

    @Test
    void withoutAModifierTheSeverityIsTheRulesOwn() throws Exception {
        Risk risk = load(RuleText.with("severity = \"low\"", "severity = \"high\"")).risk();

        assertThat(risk.severity(0)).isEqualTo(Severity.HIGH);
        assertThat(risk.score(0)).isEqualTo(21);
    }

    @Test
    void aRuleAsksForTheFieldsOfItsModifiersAndOfItsSuppression() throws Exception {
        Rule rule =
                load(
                        RuleText.VALID
                                + MODIFIERS
                                + "[rule.alert_suppression]\ngroup_by = [\"container.id\"]\n");

        assertThat(rule.fields())
                .containsExactly(
                        "container.id",
                        "orchestrator.namespace",
                        "process.interactive",
                        "process.name");
    }

    @Test
    void aChangedConditionStartsCleanAndAChangedScoreDoesNot() throws Exception {
        String key = load(RuleText.VALID + MODIFIERS).key();

        assertThat(load(RuleText.VALID + MODIFIERS.replace("20", "25")).key()).isEqualTo(key);
        assertThat(load(RuleText.VALID + MODIFIERS.replace("true", "false")).key())
                .isNotEqualTo(key);
        assertThat(load(RuleText.VALID).key()).isNotEqualTo(key);
    }

    @Test
    void whatIsWrongInAModifierIsRefusedWhereItStands() throws Exception {
        assertThat(
                        errors(
                                """
                                [[rule.risk_modifier]]
                                name = "a"
                                condition = 'sequence [any where true] with runs=2'
                                score = 101
                                [[rule.risk_modifier]]
                                name = "a"
                                condition = 'any where process.name === 1'
                                score = 0
                                why = "unknown"
                                """))
                .containsExactly(
                        "17:13: rule.risk_modifier.condition is no condition on single events;"
                                + " write `any where …`, without pipes",
                        "18:9: rule.risk_modifier.score is 101; use a whole number from -100 to 100"
                                + " that is not 0",
                        "20:8: rule.risk_modifier.name \"a\" belongs to another modifier of this"
                                + " rule; give one of the two another name",
                        "21:39: unexpected `=`; compare with `==`; `=` only sets `maxspan` and `runs`",
                        "22:9: rule.risk_modifier.score is 0; use a whole number from -100 to 100"
                                + " that is not 0",
                        "23:1: there is no key rule.risk_modifier.why; use name, condition, count, cardinality, score");
    }

    @Test
    void aThresholdCanWeighWhatItCounts() throws Exception {
        Rule rule =
                load(
                        threshold(
                                """
                                [[rule.risk_modifier]]
                                name = "many"
                                count = 50
                                score = 10
                                [[rule.risk_modifier]]
                                name = "various"
                                cardinality = {field = "host.name", value = 3}
                                score = 20
                                """));

        assertThat(rule.risk().modifiers())
                .extracting(RiskModifier::condition)
                .containsExactly(new RiskModifier.OnCount(50), new RiskModifier.OnDistinct(0, 3));
    }

    @Test
    void whatIsNotCountedCannotBeWeighed() throws Exception {
        assertThat(
                        messages(
                                threshold(
                                        """
                                        [[rule.risk_modifier]]
                                        name = "a"
                                        count = 0
                                        score = 1
                                        [[rule.risk_modifier]]
                                        name = "b"
                                        cardinality = {field = "host.id", value = 3}
                                        score = 1
                                        [[rule.risk_modifier]]
                                        name = "c"
                                        condition = "any where true"
                                        count = 3
                                        score = 1
                                        """)))
                .containsExactly(
                        "23:9: rule.risk_modifier.count is 0; use a whole number from 1",
                        "27:24: the rule counts no values of \"host.id\"; use what a"
                                + " [[rule.threshold.cardinality]] of it counts: host.name",
                        "32:9: rule.risk_modifier.count stands beside condition; give each a"
                                + " modifier of its own");
        assertThat(errors("[[rule.risk_modifier]]\nname = \"a\"\ncount = 3\nscore = 1\n"))
                .containsExactly(
                        "17:9: rule.risk_modifier.count asks for what only a rule of type"
                                + " \"threshold\" counts; write a condition on its events:"
                                + " condition = \"any where …\"");
    }

    @Test
    void aThresholdIsSuppressedByItsGroupsInItsPeriods() throws Exception {
        Suppression suppression =
                load(threshold(
                                """
                                        [rule.alert_suppression]
                                        duration = {value = 1, unit = "m"}
                                        """))
                        .suppression();

        assertThat(suppression)
                .isEqualTo(new Suppression(List.of("user.name"), Duration.ofMinutes(5), true));
    }

    private static String threshold(String added) {
        return RuleText.with("type = \"eql\"", "type = \"threshold\"")
                + """
                [rule.threshold]
                field = "user.name"
                value = 5
                [[rule.threshold.cardinality]]
                field = "host.name"
                value = 2
                """
                + added;
    }

    @Test
    void aResponseIsReadAsItStands() throws Exception {
        Rule rule =
                load(
                        RuleText.VALID
                                + """
                                [rule.response]
                                triage = ["Look.", "Think."]
                                [[rule.response.countermeasure]]
                                id = "D3-CCSA"
                                name = "Credential Compromise Scope Analysis"
                                reference = "https://d3fend.mitre.org/technique/d3f:CredentialCompromiseScopeAnalysis/"
                                action = "List every request under the credential."
                                """);

        assertThat(rule.response())
                .isEqualTo(
                        new Response(
                                List.of("Look.", "Think."),
                                List.of(
                                        new Response.Countermeasure(
                                                "D3-CCSA",
                                                "Credential Compromise Scope Analysis",
                                                "https://d3fend.mitre.org/technique/d3f:CredentialCompromiseScopeAnalysis/",
                                                "List every request under the credential."))));
        assertThat(rule.other().get("rule").toString()).doesNotContain("D3-CCSA");
    }

    @Test
    void whatIsWrongInAResponseIsRefusedWhereItStands() throws Exception {
        assertThat(
                        errors(
                                """
                                [rule.response]
                                steps = ["Look."]
                                [[rule.response.countermeasure]]
                                id = "T1552"
                                name = "x"
                                reference = "y"
                                """))
                .containsExactly(
                        "16:1: there is no key rule.response.steps; use triage, countermeasure",
                        "17:1: rule.response.countermeasure.action is missing; write a string:"
                                + " action = \"…\"",
                        "18:6: rule.response.countermeasure.id is \"T1552\"; use the id of a"
                                + " technique of MITRE D3FEND, such as \"D3-CCSA\"");
    }

    @Test
    void whatIsWrongInASuppressionIsRefusedWhereItStands() throws Exception {
        assertThat(
                        errors(
                                """
                                [rule.alert_suppression]
                                group_by = ["tripline.clutser"]
                                missing_fields_strategy = "ignore"
                                duration = {value = 31, unit = "d"}
                                """))
                .containsExactly(
                        "16:12: there is no derived field `tripline.clutser`; did you mean"
                                + " `tripline.cluster`?",
                        "17:27: rule.alert_suppression.missing_fields_strategy is \"ignore\"; use"
                                + " one of suppress, doNotSuppress",
                        "18:21: rule.alert_suppression.duration.value is 31; use a whole number"
                                + " from 1 to 30, which is 30 days");
        assertThat(
                        errors(
                                "[rule.alert_suppression]\n"
                                        + "duration = {value = 5, unit = \"w\", x = 1}\n"))
                .hasSize(3);
    }

    @Test
    void aPublishedRuleShowsEachOfItsAlerts() throws Exception {
        String seed =
                RuleText.with("rule_id = \"shell-in-container\"", "rule_id = \"seed-shell\"")
                        + "[rule.alert_suppression]\ngroup_by = [\"container.id\"]\n";

        assertThat(messages(seed))
                .containsExactly(
                        "15:1: a rule whose id begins with \"seed-\" shows each alert that its"
                                + " published form raises; remove [rule.alert_suppression]");
    }

    private List<String> errors(String added) throws Exception {
        return messages(RuleText.VALID + added);
    }

    private List<String> messages(String content) throws Exception {
        return RuleLoader.load(write(content)).errors().stream()
                .map(e -> e.line() + ":" + e.column() + ": " + e.message())
                .toList();
    }

    private Rule load(String content) throws Exception {
        return RuleLoader.load(write(content)).orThrow().get(0);
    }

    private Path write(String content) throws Exception {
        return Files.writeString(directory.resolve("rule.toml"), content);
    }
}
