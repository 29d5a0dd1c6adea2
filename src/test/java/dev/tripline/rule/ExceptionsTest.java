// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions in files. What they do to events is tested where events are evaluated. */
class ExceptionsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Schema SCHEMA = DeploymentContext.SHIPPED.over(Schema.NONE);

    private static final String GOOD =
            """
            [[exception]]
            name = "backup"
            rules = ["shell-*"]
            condition = 'any where user.name == "backup" and tripline.cluster == "prod"'
            reason = "Runs every night."
            owner = "platform@example.com"
            expires = 2027-03-01
            """;

    @TempDir private Path directory;

    @BeforeEach
    void aRule() throws Exception {
        Files.writeString(directory.resolve("rule.toml"), RuleText.VALID);
    }

    @Test
    void anExceptionBelongsToTheRulesThatItNames() throws Exception {
        Rule rule = load(GOOD).orThrow().get(0);

        assertThat(rule.exemptions()).map(Exemption::name).containsExactly("backup");
        assertThat(rule.key()).isEqualTo(RuleLoader.load(rules()).orThrow().get(0).key());
        assertThat(load(GOOD.replace("shell-*", "shell-*-in")).orThrow().get(0).exemptions())
                .isEmpty();
        assertThat(warnings(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-01, 2027-03-01T00:00:00Z",
        "2027-03-01T12:00:00Z, 2027-03-01T12:00:00Z",
        "2027-03-01T12:00:00+02:00, 2027-03-01T10:00:00Z"
    })
    void anExpiryIsADateInUtcOrATime(String written, Instant expires) throws Exception {
        Rule rule = load(GOOD.replace("2027-03-01", written)).orThrow().get(0);

        assertThat(rule.exemptions().get(0).expires()).isEqualTo(expires);
    }

    @Test
    void oneRunFindsEverythingThatIsWrong() throws Exception {
        assertThat(
                        errors(
                                """
                                [[exception]]
                                name = "a"
                                rules = []
                                condition = 'any where user.name = "x"'
                                reason = " "
                                expires = "2027-03-01"
                                until = 3
                                [[exception]]
                                condition = 'sequence [any where true] [any where true]'
                                expires = 2027-03-01T12:00:00
                                """))
                .containsExactly(
                        "x.toml:1:1: exception.owner is missing; write a string: owner = \"…\"",
                        "x.toml:3:9: exception.rules is empty; write a list of strings: rules = [\"…\", \"…\"]",
                        "x.toml:4:34: unexpected `=`; compare with `==`; `=` only sets `maxspan` and"
                                + " `runs`",
                        "x.toml:5:10: exception.reason is empty; write a string: reason = \"…\"",
                        "x.toml:6:11: exception.expires is no date; write a date, or a time with its"
                                + " zone, without quotes: expires = 2027-03-01, expires ="
                                + " 2027-03-01T12:00:00Z",
                        "x.toml:7:1: there is no key exception.until; use name, rules, condition,"
                                + " reason, owner, expires",
                        "x.toml:8:1: exception.name is missing; write a string: name = \"…\"",
                        "x.toml:8:1: exception.owner is missing; write a string: owner = \"…\"",
                        "x.toml:8:1: exception.reason is missing; write a string: reason = \"…\"",
                        "x.toml:8:1: exception.rules is missing; write a list of strings: rules = [\"…\", \"…\"]",
                        "x.toml:9:13: exception.condition must be about single events, without"
                                + " pipes; write \"any where …\"",
                        "x.toml:10:11: exception.expires is no date; write a date, or a time with"
                                + " its zone, without quotes: expires = 2027-03-01, expires ="
                                + " 2027-03-01T12:00:00Z");
    }

    @Test
    void twoExceptionsOfOneNameAreRefused() throws Exception {
        assertThat(errors(GOOD + GOOD))
                .containsExactly(
                        "x.toml:9:8: there is an exception \"backup\" in x.toml already; give one of"
                                + " the two another name");
    }

    @Test
    void mistakesInAConditionStandWhereTheyAre() throws Exception {
        assertThat(errors(GOOD.replace("tripline.cluster", "tripline.clutser")))
                .containsExactly(
                        "x.toml:4:50: there is no derived field `tripline.clutser`; did you mean"
                                + " `tripline.cluster`?");
        assertThat(errors(GOOD.replace("== \"backup\"", "in $admin")))
                .containsExactly(
                        "x.toml:4:37: there is no value list `$admin`; did you mean `$admins`?");
        assertThat(errors(GOOD.replace("'\nreason", " | head 3'\nreason")))
                .singleElement()
                .asString()
                .contains("must be about single events, without pipes");
    }

    @Test
    void oneThatHasExpiredIsPointedAt() throws Exception {
        assertThat(warnings(GOOD.replace("2027-03-01", "2026-06-01")))
                .containsExactly(
                        "x.toml:7:11: exception \"backup\" has expired: what happens from"
                                + " 2026-06-01T00:00:00Z on counts again; take it out, or ask"
                                + " platform@example.com whether it is to go on");
        assertThat(warnings(GOOD.replace("2027-03-01", "2026-06-02"))).isEmpty();
    }

    @Test
    void oneThatIsToLastForYearsIsPointedAt() throws Exception {
        assertThat(warnings(GOOD.replace("2027-03-01", "2027-07-08")))
                .containsExactly(
                        "x.toml:7:11: this is more than 400 days away; somebody should look at an"
                                + " exception once a year");
        assertThat(warnings(GOOD.replace("2027-03-01", "2027-07-06"))).isEmpty();
    }

    @Test
    void idsOfNoRuleArePointedAt() throws Exception {
        assertThat(
                        warnings(
                                GOOD.replace(
                                        "[\"shell-*\"]",
                                        "[\"shell-in-containr\", \"*\", \"quite-another-*\"]")))
                .containsExactly(
                        "x.toml:3:9: no loaded rule has the id \"quite-another-*\"; take it out",
                        "x.toml:3:9: no loaded rule has the id \"shell-in-containr\"; did you mean"
                                + " \"shell-in-container\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"any where true", "process where true", "any where 1 == 1"})
    void oneThatLooksAtNoFieldIsPointedAt(String condition) throws Exception {
        assertThat(warnings(withCondition(condition)))
                .containsExactly(
                        "x.toml:4:13: this looks at no field, so it says nothing of what is harmless;"
                                + " name the user, the workload or the cluster that is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any where process.name == \"sh\"",
                "process where process.name == \"sh\"",
                "any where process.name in (\"bash\", \"sh\")",
                "any where process.name like \"s*\"",
                "any where process.name != null",
                "any where not process.name == null or user.name == \"x\"",
            })
    void oneThatSwitchesARuleOffIsPointedAt(String condition) throws Exception {
        assertThat(warnings(withCondition(condition)))
                .containsExactly(
                        "x.toml:4:13: every event that rule shell-in-container looks for meets this,"
                                + " so the rule is off; narrow the exception, or do without the"
                                + " rule");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file where process.name == \"sh\"",
                "any where process.name == \"bash\"",
                "any where process.name == \"sh\" and user.name == \"x\"",
                "any where user.name != null"
            })
    void oneThatLeavesSomethingOfItsRulesIsNot(String condition) throws Exception {
        assertThat(warnings(withCondition(condition))).isEmpty();
    }

    @Test
    void onlyWhatMustHappenCanBeSwitchedOff() throws Exception {
        String query =
                "sequence by user.name with maxspan=1m [any where a == 1] [any where b == 2]"
                        + " ![any where c == 3]";
        Files.writeString(
                directory.resolve("rule.toml"),
                RuleText.with("process where process.name == \"sh\"", query));

        assertThat(warnings(withCondition("any where b == 2")))
                .anyMatch(warning -> warning.contains("so the rule is off"));
        assertThat(warnings(withCondition("any where c == 3")))
                .noneMatch(warning -> warning.contains("so the rule is off"));
    }

    private static String withCondition(String condition) {
        return GOOD.replaceFirst("condition = '.*'", "condition = '" + condition + "'");
    }

    private List<Path> rules() {
        return List.of(directory.resolve("rule.toml"));
    }

    private LoadedRules load(String exceptions) throws IOException {
        Path file = Files.writeString(directory.resolve("x.toml"), exceptions);
        return RuleLoader.load(rules(), SCHEMA, List.of(file));
    }

    private List<String> errors(String exceptions) throws IOException {
        return load(exceptions).errors().stream().map(this::relative).toList();
    }

    private List<String> warnings(String exceptions) throws Exception {
        LoadedRules loaded = load(exceptions);
        loaded.orThrow();
        return ExemptionWarnings.of(loaded, SCHEMA, NOW).stream().map(this::relative).toList();
    }

    private String relative(RuleError error) {
        return error.toString().replace(directory + "/", "");
    }
}
