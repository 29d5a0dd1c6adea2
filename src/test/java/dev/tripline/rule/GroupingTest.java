// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.EqlParser;
import dev.tripline.eql.JoinKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules of the types {@code threshold} and {@code new_terms} may say. */
class GroupingTest {

    private static final String HEAD =
            """
            [rule]
            rule_id = "a"
            name = "A rule"
            description = "A rule of a test."
            severity = "low"
            risk_score = 21
            type = "TYPE"
            language = "eql"
            query = 'any where event.action == "get"'
            """;

    private static final String THRESHOLD =
            HEAD.replace("TYPE", "threshold")
                    + """
                    [rule.threshold]
                    field = ["?tripline.cluster", "user.name"]
                    value = 5
                    window = "10m"
                    match = "any"
                    [[rule.threshold.cardinality]]
                    field = "host.name"
                    value = 3
                    """;

    private static final String NEW_TERMS =
            HEAD.replace("TYPE", "new_terms")
                    + """
                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["?tripline.cluster", "user.name"]
                    learning_by = ["?tripline.cluster"]
                    learning_start = 'any where event.kind == "event"'
                    learning_period = "3d"
                    learning_exempt = 'any where user.name == "eve"'
                    max_terms = 500
                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-30d"
                    """;

    @TempDir Path directory;

    @Test
    void aThresholdIsReadWhole() throws Exception {
        assertThat(load(THRESHOLD).grouping())
                .isEqualTo(
                        new Threshold(
                                List.of(
                                        new JoinKey("tripline.cluster", true),
                                        new JoinKey("user.name", false)),
                                5,
                                Duration.ofMinutes(10),
                                Threshold.Match.ANY,
                                List.of(
                                        new Threshold.Cardinality(
                                                List.of(new JoinKey("host.name", false)), 3)),
                                Duration.ofMinutes(10)));
    }

    @Test
    void aThresholdAsPublicRulesHaveItIsComplete() throws Exception {
        String text =
                HEAD.replace("TYPE", "threshold")
                        + "[rule.threshold]\nfield = []\nvalue = 5\ncardinality = []\n";

        assertThat(load(text).grouping())
                .isEqualTo(
                        new Threshold(
                                List.of(),
                                5,
                                Duration.ofMinutes(5),
                                Threshold.Match.ALL,
                                List.of(),
                                Duration.ofMinutes(5)));
    }

    @Test
    void aLongerSuppressionMakesLongerPeriods() throws Exception {
        String text =
                THRESHOLD
                        + "[rule.alert_suppression]\n"
                        + "group_by = [\"user.name\"]\nduration = {value = 2, unit = \"h\"}\n";

        assertThat(((Threshold) load(text).grouping()).period()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void newTermsAreReadWhole() throws Exception {
        JoinKey cluster = new JoinKey("tripline.cluster", true);
        NewTerms terms = (NewTerms) load(NEW_TERMS).grouping();

        assertThat(terms.terms()).containsExactly(cluster, new JoinKey("user.name", false));
        assertThat(terms.history()).isEqualTo(Duration.ofDays(30));
        assertThat(terms.learningBy()).containsExactly(cluster);
        assertThat(terms.learningStart())
                .isEqualTo(EqlParser.parse("any where event.kind == \"event\""));
        assertThat(terms.learningPeriod()).isEqualTo(Duration.ofDays(3));
        assertThat(terms.learningExempt())
                .isEqualTo(EqlParser.parse("any where user.name == \"eve\""));
        assertThat(terms.maxTerms()).isEqualTo(500);
    }

    @Test
    void clustersLearnByThemselvesWithoutAWordAboutIt() throws Exception {
        String text = NEW_TERMS.replace("learning_by = [\"?tripline.cluster\"]\n", "");

        assertThat(((NewTerms) load(text).grouping()).learningBy())
                .containsExactly(new JoinKey("tripline.cluster", true));
        assertThat(
                        ((NewTerms) load(text.replace("?tripline.cluster", "host.id")).grouping())
                                .learningBy())
                .isEmpty();
    }

    @Test
    void whatItLooksAtAreFieldsOfTheRule() throws Exception {
        assertThat(load(THRESHOLD).fields())
                .contains("event.action", "tripline.cluster", "user.name", "host.name");
        assertThat(load(NEW_TERMS).fields())
                .contains("event.action", "tripline.cluster", "user.name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "value = 5 | value = 6",
                "window = \"10m\" | window = \"11m\"",
                "match = \"any\" | match = \"all\"",
                "value = 3 | value = 4",
                "\"host.name\" | \"host.id\"",
                "\"user.name\" | \"user.id\"",
                "learning_period = \"3d\" | learning_period = \"4d\"",
                "== \"eve\" | == \"bob\"",
                "== \"event\" | == \"alert\"",
                "\"now-30d\" | \"now-31d\""
            })
    void theKeyChangesWithWhatMatches(String part, String instead) throws Exception {
        String text = THRESHOLD.contains(part) ? THRESHOLD : NEW_TERMS;

        assertThat(load(text.replace(part, instead)).key()).isNotEqualTo(load(text).key());
    }

    @Test
    void theKeyStaysWhenOnlyLayoutAndLimitsChange() throws Exception {
        assertThat(load(NEW_TERMS.replace("max_terms = 500", "max_terms = 600")).key())
                .isEqualTo(load(NEW_TERMS).key());
        assertThat(load(THRESHOLD.replace("\"host.name\"", "[\"host.name\"]")).key())
                .isEqualTo(load(THRESHOLD).key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '~',
            value = {
                "value = 5 ^ value = 0 ^ 12:9: rule.threshold.value is 0; use a whole number from 1 to 10000",
                "value = 5 ^ value = 10001 ^ 12:9: rule.threshold.value is 10001; use a whole number from 1 to 10000",
                "window = \"10m\" ^ window = \"0m\" ^ 13:10: rule.threshold.window is \"0m\"; use a number with a unit (s, m, h, d), such as \"5m\", up to \"7d\"",
                "window = \"10m\" ^ window = \"8d\" ^ 13:10: rule.threshold.window is \"8d\"; use a number with a unit (s, m, h, d), such as \"5m\", up to \"7d\"",
                "match = \"any\" ^ match = \"some\" ^ 14:9: rule.threshold.match is \"some\"; use \"all\" or \"any\" of the conditions",
                "\"user.name\" ^ \"tripline.clustr\" ^ 11:9: there is no derived field `tripline.clustr`; did you mean `tripline.cluster`?",
                "\"user.name\" ^ \"?tripline.cluster\" ^ 11:9: rule.threshold.field has \"tripline.cluster\" twice; name it once",
                "field = \"host.name\" ^ field = [] ^ 16:9: rule.threshold.cardinality.field names no field; name the field whose values are counted: field = \"host.name\"",
                "match = \"any\" ^ group = 1 ^ 14:1: there is no key rule.threshold.group; use field, value, window, match, cardinality",
                "\"get\"' ^ \"get\" | head 3' ^ 9:9: the query of a rule of type \"threshold\" ends in a pipe; take it away, events are not known to end",
                "language = \"eql\" ^ enabled = true ^ 1:1: rule.language is missing; write language = \"eql\"",
                "language = \"eql\" ^ language = \"kuery\" ^ 8:12: rule.language is \"kuery\"; a rule of type \"threshold\" is written in \"eql\"",
            })
    void refusesAWrongThreshold(String part, String instead, String error) throws Exception {
        assertThat(errors(THRESHOLD, part, instead)).containsExactly("a.toml:" + error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "learning_by = [\"?tripline.cluster\"] | learning_by = [\"host.id\"] | 13:15: rule.new_terms.learning_by has \"host.id\"; use some of value, spelled as there: \"?tripline.cluster\", \"user.name\"",
                "\"now-30d\" | \"30d\" | 20:9: rule.new_terms.history_window_start.value is \"30d\"; use \"now-\", a number and a unit (s, m, h, d), such as \"now-30d\", from \"now-1m\" to \"now-366d\"",
                "\"3d\" | \"soon\" | 15:19: rule.new_terms.learning_period is \"soon\"; use a number with a unit (s, m, h, d), such as \"7d\", or \"0s\" to alert from the first event",
                "max_terms = 500 | max_terms = 0 | 17:13: rule.new_terms.max_terms is 0; use a whole number from 1 to 10000000",
                "== \"eve\" | = \"eve\" | 16:40: unexpected `=`; compare with `==`; `=` only sets `maxspan` and `runs`",
                "any where event.kind == \"event\" | sequence [any where true] [any where true] | 14:18: learning_start is a sequence or a sample; ask for single events: process where …",
            })
    void refusesWrongNewTerms(String part, String instead, String error) throws Exception {
        assertThat(errors(NEW_TERMS, part, instead)).containsExactly("a.toml:" + error);
    }

    @Test
    void aTableMustBeThere() throws Exception {
        assertThat(errors(HEAD.replace("TYPE", "threshold"), "", ""))
                .containsExactly(
                        "a.toml:1:1: rule.threshold is missing; write a table: [rule.threshold]");
        assertThat(errors(HEAD.replace("TYPE", "new_terms"), "", ""))
                .containsExactly(
                        "a.toml:1:1: rule.new_terms is missing; write a table: [rule.new_terms]");
    }

    @Test
    void theQueryAsksForSingleEvents() throws Exception {
        String sequence = "\"sequence by user.name [any where true] [any where true]\"";

        assertThat(errors(THRESHOLD, "'any where event.action == \"get\"'", sequence))
                .singleElement()
                .asString()
                .contains("the query of a rule of type \"threshold\" is a sequence or a sample");
    }

    @Test
    void warnsOfAThresholdThatIsNone() throws Exception {
        assertThat(
                        warnings(
                                HEAD.replace("TYPE", "threshold")
                                        + "[rule.threshold]\nfield = []\nvalue = 1\n"))
                .anyMatch(warning -> warning.contains("12:9: one event is enough"));
        assertThat(warnings(THRESHOLD)).noneMatch(warning -> warning.contains("one event"));
    }

    @Test
    void warnsOfATableForAnotherType() throws Exception {
        String text = THRESHOLD.replace("type = \"threshold\"", "type = \"eql\"");

        assertThat(load(text).grouping()).isNull();
        assertThat(warnings(text))
                .anyMatch(
                        warning ->
                                warning.contains(
                                        "[rule.threshold] does nothing in a rule of type \"eql\""));
    }

    @Test
    void warnsOfFieldsThatNoSourceHas() throws Exception {
        assertThat(warnings(THRESHOLD.replace("user.name", "usr.name")))
                .anyMatch(warning -> warning.contains("no known source has a field `usr.name`"));
    }

    private Rule load(String text) throws Exception {
        return RuleLoader.load(write(text)).orThrow().get(0);
    }

    private List<String> errors(String text, String part, String instead) throws Exception {
        return messages(RuleLoader.load(write(text.replace(part, instead))).errors());
    }

    private List<String> warnings(String text) throws Exception {
        return messages(RuleWarnings.of(load(text)));
    }

    private List<String> messages(List<RuleError> errors) {
        return errors.stream()
                .map(
                        error ->
                                Path.of(error.file()).getFileName()
                                        + ":"
                                        + error.line()
                                        + ":"
                                        + error.column()
                                        + ": "
                                        + error.message())
                .toList();
    }

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("a.toml"), text);
    }
}
