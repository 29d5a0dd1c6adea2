// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule in {@code job/rules} owes its readers, beyond being loadable. */
class ShippedRulesTest {

    private static final Path RULES = Path.of("job/rules");

    @Test
    void allOfThemLoad() {
        LoadedRules loaded = RuleLoader.load(RULES);

        assertThat(loaded.errors()).map(ErrorExcerpt::of).isEmpty();
        assertThat(loaded.rules()).isNotEmpty();
    }

    @Test
    void noTestFileIsLeftWithoutItsRule() throws Exception {
        List<Path> tests = rules().map(rule -> RuleTestFile.beside(Path.of(rule.file()))).toList();

        try (Stream<Path> files = Files.walk(RULES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
                    .hasSameElementsAs(tests);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theFileHasTheNameOfTheRule(Rule rule) {
        assertThat(Path.of(rule.file())).hasFileName(rule.id() + ".toml");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itsTestsShowWhatMatchesAndWhatDoesNot(Rule rule) throws Exception {
        List<RuleTestCase> cases =
                RuleTestFile.load(RuleTestFile.beside(Path.of(rule.file()))).cases();

        assertThat(cases)
                .anyMatch(test -> test.matches() > 0)
                .anyMatch(test -> test.matches() == 0);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void anAnalystLearnsWhatToDo(Rule rule) {
        assertThat(rule.note()).contains("## Triage", "## Response");
        assertThat(rule.falsePositives()).isNotEmpty();
        assertThat(rule.references()).isNotEmpty().allMatch(page -> page.startsWith("https://"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRiskScoreFitsTheSeverity(Rule rule) {
        Severity band = Severity.ofScore(rule.risk().score());

        assertThat(rule.risk().severity()).isEqualTo(band);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void techniquesReferToTheirOwnPages(Rule rule) {
        assertThat(rule.threats()).isNotEmpty();
        for (Threat threat : rule.threats()) {
            assertThat(threat.framework()).isEqualTo("MITRE ATT&CK");
            assertThat(threat.tactic().reference())
                    .isEqualTo("https://attack.mitre.org/tactics/" + threat.tactic().id() + "/");
            assertThat(threat.techniques())
                    .isNotEmpty()
                    .allSatisfy(ShippedRulesTest::refersToItsPage);
        }
    }

    private static void refersToItsPage(Threat.Technique technique) {
        assertThat(technique.reference())
                .isEqualTo(
                        "https://attack.mitre.org/techniques/"
                                + technique.id().replace('.', '/')
                                + "/");
        assertThat(technique.subtechniques())
                .allSatisfy(ShippedRulesTest::refersToItsPage)
                .allMatch(sub -> sub.id().startsWith(technique.id() + "."));
    }

    static Stream<Rule> rules() {
        return RuleLoader.load(RULES).rules().stream();
    }
}
