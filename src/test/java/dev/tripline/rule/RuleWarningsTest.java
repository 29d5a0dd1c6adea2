// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleWarningsTest {

    private static final String QUERY = "process where process.name == \"sh\"";

    @TempDir private Path directory;

    @Test
    void theShippedRulesGiveNone() throws Exception {
        for (Rule rule : RuleLoader.load(Path.of("job/rules")).rules()) {
            assertThat(RuleWarnings.of(rule)).map(ErrorExcerpt::of).isEmpty();
        }
    }

    @Test
    void aRuleWithoutTestsIsPointedAt() throws Exception {
        assertThat(warnings(RuleText.VALID))
                .containsExactly(
                        "a.toml:5:11: this rule has no tests; write some into a.test.yaml");

        tested();

        assertThat(warnings(RuleText.VALID)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "low, 1, false",
        "low, 69, false",
        "low, 70, true",
        "medium, 21, false",
        "medium, 90, true",
        "high, 39, true",
        "high, 40, false",
        "critical, 69, true",
        "critical, 70, false"
    })
    void severityAndRiskScoreMayBeOneBandApart(String severity, int score, boolean warned)
            throws Exception {
        tested();
        String text =
                RuleText.VALID
                        .replace("severity = \"low\"", "severity = \"" + severity + "\"")
                        .replace("risk_score = 21", "risk_score = " + score);

        assertThat(warnings(text)).hasSize(warned ? 1 : 0);
    }

    @Test
    void aScoreThatIsFarFromTheSeverityIsPointedAt() throws Exception {
        tested();

        assertThat(warnings(RuleText.with("severity = \"low\"", "severity = \"critical\"")))
                .containsExactly(
                        "a.toml:9:14: a risk_score of 21 says low, the severity says critical; 1–39"
                                + " is low, 40–69 medium, 70–89 high, from 90 critical");
    }

    @Test
    void aForeignFieldIsPointedAtOnce() throws Exception {
        tested();

        assertThat(
                        warnings(
                                RuleText.with(
                                        QUERY,
                                        "process where proces.name == \"sh\" and okta.actor == \"x\""
                                                + " and not okta.actor == \"y\"")))
                .containsExactly(
                        "a.toml:13:15: no known source has a field `proces.name`; did you mean"
                                + " `process.name`?",
                        "a.toml:13:39: no known source has a field `okta.actor`; fields have the"
                                + " names of the Elastic Common Schema");
    }

    @Test
    void fieldsOfKnownSourcesAreFine() throws Exception {
        tested();

        assertThat(
                        warnings(
                                RuleText.with(
                                        QUERY,
                                        "sequence by `kubernetes.audit.user.extra.a/b`, @timestamp"
                                                + " [any where cloud_defend.x == 1 and tags == \"t\"]"
                                                + " [any where orchestrator.namespace == \"a\" and"
                                                + " labels.app == \"b\"]")))
                .isEmpty();
    }

    @Test
    void warningsOfTheQueryStandWhereTheFileHasThem() throws Exception {
        tested();

        assertThat(warnings(RuleText.with(QUERY, "process where\n  process.name like \"sh\"")))
                .containsExactly(
                        "a.toml:14:21: this pattern has no wildcard `*` or `?`; write `==`, or add"
                                + " the wildcard");
    }

    @Test
    void theQueriesOfLearningAreLookedAtToo() throws Exception {
        String rule =
                Files.readString(
                        Path.of(
                                "src/test/resources/dev/tripline/rule/grouping/new-namespace.toml"));
        String start = "learning_start = \"any where user.name like \\\"alice\\\"\"\n";
        tested();

        assertThat(
                        warnings(
                                rule.replace("learning_exempt", start + "learning_exempt")
                                        .replace("== \"kube-system\"", "like \"kube-system\"")))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("a.toml:17:44: this pattern has no"),
                        second ->
                                assertThat(second).startsWith("a.toml:18:64: this pattern has no"));
    }

    @Test
    void aDerivedFieldThatDoesNotExistIsAnError() throws Exception {
        Path file = directory.resolve("a.toml");
        Files.writeString(
                file,
                RuleText.with(
                        QUERY,
                        "any where tripline.path.canonicl == \"x\" and tripline.nonsense.at.all"
                                + " == 1"));

        LoadedRules loaded = RuleLoader.load(file);

        assertThat(loaded.rules()).isEmpty();
        assertThat(loaded.errors())
                .map(error -> error.toString().replace(directory + "/", ""))
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .isEqualTo(
                                                "a.toml:13:11: there is no derived field"
                                                        + " `tripline.path.canonicl`; did you mean"
                                                        + " `tripline.path.canonical`?"),
                        second ->
                                assertThat(second)
                                        .startsWith(
                                                "a.toml:13:45: there is no derived field"
                                                        + " `tripline.nonsense.at.all`; use one of"
                                                        + " tripline.cluster, "));
    }

    private void tested() throws IOException {
        Files.writeString(directory.resolve("a.test.yaml"), "[]");
    }

    private List<String> warnings(String rule) throws IOException {
        Path file = directory.resolve("a.toml");
        Files.writeString(file, rule);
        LoadedRules loaded = RuleLoader.load(file);
        assertThat(loaded.errors()).isEmpty();
        return RuleWarnings.of(loaded.rules().get(0)).stream()
                .map(warning -> warning.toString().replace(directory + "/", ""))
                .toList();
    }
}
