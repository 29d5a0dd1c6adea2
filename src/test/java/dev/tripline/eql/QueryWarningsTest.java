// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryWarningsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f like \"sh\"              | 1:18 | this pattern has no wildcard `*` or `?`; write `==`",
                "f like~ \"sh\"             | 1:19 | this pattern has no wildcard `*` or `?`; write `in~ (…)`",
                "f like (\"sh\", \"bash\")  | 1:19 | none of these patterns has a wildcard `*` or `?`; write `in (…)`",
                "f like~ (\"sh\", \"bash\") | 1:20 | none of these patterns has a wildcard `*` or `?`; write `in~ (…)`",
            })
    void aPatternWithoutWildcardIsProbablyMeantToBeEqual(
            String condition, String place, String message) {
        assertThat(warnings(condition))
                .singleElement()
                .asString()
                .startsWith(place + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f : \"sh\"",
                "f : (\"sh\", \"bash\")",
                "f like (\"sh\", \"*/sh\")",
                "f like \"?*\"",
                "f in (\"sh\")",
                "wildcard(f, \"sh\")"
            })
    void idiomsAreNoMistakes(String condition) {
        assertThat(warnings(condition)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "f regex \"\"\"me@home\"\"\"   | 1:24 | `@` stands for any text here; write `\\@`",
                "f regex \"me@home\"           | 1:22 | `@` stands for any text here",
                "f regex \"\\\"me\\\"@home\"   | 1:19 | `@` stands for any text here",
                "f regex \"^curl.*\"           | 1:20 | `^` is an ordinary character here",
                "f regex \"😀$\"               | 1:21 | `$` is an ordinary character here",
                "f regex (\"a\", \"curl.*?-k\") | 1:32 | there are no lazy quantifiers",
                "f regex~ \"a{2,3}?\"          | 1:27 | there are no lazy quantifiers",
                "f regex \".*?x?=1&y=2\"       | 1:22 | there are no lazy quantifiers",
                "f regex~ \"x[0-9A-F]+\"      | 1:22 | ranges keep their case",
                "f regex~ \"[a-zA-Z][g-z]\"   | 1:29 | ranges keep their case"
            })
    void habitsFromOtherRegularExpressionsAreShownWhereTheyStand(
            String condition, String place, String message) {
        assertThat(warnings(condition))
                .map(EqlWarning::toString)
                .anyMatch(w -> w.startsWith(place + ": " + message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f regex \"\"\"a\\@b\\^\\$\"\"\"",
                "f regex \"[^@$]+\"",
                "f regex \"\"\"[\\]@]x?\"\"\"",
                "f regex \"\"\"a\"@$\"b\"\"\"",
                "f regex \"a?b*c+d{2}\"",
                "f like \"^@*$\""
            })
    void whatIsEscapedOrInAClassIsMeant(String condition) {
        assertThat(warnings(condition)).isEmpty();
    }

    /** It is no warning, because Lucene has no such thing at all. */
    @Test
    void aWordBoundaryIsRefused() {
        assertThatThrownBy(() -> EqlParser.parse("any where f regex \"\"\"\\bcurl\\b\"\"\""))
                .isInstanceOf(EqlException.class)
                .hasMessage(
                        "1:19: not a regular expression: there is no `\\b`; the letters behind a"
                                + " backslash are d, w and s, and D, W and S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f == null and f == \"x\"",
                "f == null and f > 5",
                "f == null and f like \"*\"",
                "f == null and length(f) > 0",
                "f == null and not length(f) == null",
                "f == null and f != null",
                "not f == \"a\" and f == \"a\"",
                "f == \"a\" and f != \"a\"",
                "flag and not flag",
                "f == 5 and f != 5",
                "f == \"abc\" and not f like \"a*\"",
                "f in (\"abc\", \"abd\") and not f : \"AB*\"",
                "f in (\"abc\", \"abd\") and f not in (\"abd\", \"x\", \"abc\")",
                "g == 1 and (f == null and (h == 2 and f == \"x\"))",
                "g == 1 or f == null and f == \"x\"",
                "not (f == null and f == \"x\")",
                "f == \"a\" and not (g == 1 or f == \"a\")",
                "not (not f == \"a\" or f == \"a\")",
                "startsWith(f, \"a\") and not startsWith(f, \"a\")"
            })
    void conditionsThatNoEventMeetsAreFound(String condition) {
        assertThat(warnings(condition))
                .map(EqlWarning::message)
                .singleElement()
                .asString()
                .contains("no event meets both this and `");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f == \"a\" and f == \"b\"",
                "f == \"a\" and f != \"b\"",
                "f > 10 and f < 5",
                "f like \"A*\" and f == \"b\"",
                "f == \"A\" and not f like \"a*\"",
                "f : \"a\" and not f == \"a\"",
                "f in (\"a\", \"b\") and f != \"a\"",
                "f like \"a*\" and not f like \"ab*\"",
                "f == null and f != \"a\"",
                "f == null and length(f) == null",
                "f == \"a\" and not length(f) == null",
                "f == null or f == \"x\"",
                "f == null and (f == \"x\" or g == 1)",
                "f == \"a\" and not (f == \"a\" and g == 1)",
                "f == null and concat(f, g) == null",
                "f == \"a\" and not g == \"a\"",
                "string(flag == false) == \"true\"",
                "between(f, \"a\", \"b\", false) == \"c\"",
                "true"
            })
    void whatSomeEventWithSeveralValuesMeetsIsNoContradiction(String condition) {
        assertThat(warnings(condition)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "length(f) < 0             | no text is shorter than the empty one",
                "length(f) == -1           | no text is shorter than the empty one",
                "f > null                  | nothing is less or greater than null",
                "1 == 2                    | it does not depend on the event",
                "f regex \"a=1&b=2\"       | no text fits the pattern",
                "f regex \"a#b\"           | no text fits the pattern",
                "stringContains(f, \"\")   | nothing contains the empty text"
            })
    void conditionsThatAreNeverTrueAreFound(String condition, String reason) {
        assertThat(warnings("g == 1 and " + condition))
                .singleElement()
                .asString()
                .startsWith("1:22: this is never true: " + reason);
    }

    @Test
    void aCategoryContradictsItsOwnAbsence() {
        String query = "process where f == 1 and event.category == null";

        assertThat(QueryWarnings.of(query, "event.category"))
                .map(EqlWarning::toString)
                .containsExactly("1:26: no event meets both this and `process where`");
        assertThat(QueryWarnings.of(query, "event.type")).isEmpty();
    }

    @Test
    void aSequenceNeedsKeysOrTimeToMeanAnything() {
        assertThat(QueryWarnings.of("sequence [any where true] [any where true]", "c"))
                .map(EqlWarning::toString)
                .singleElement()
                .asString()
                .startsWith("1:1: any two events follow each other some day");
        assertThat(QueryWarnings.of("sequence by a [any where true] [any where true]", "c"))
                .isEmpty();
        assertThat(QueryWarnings.of("sequence [any where true] by a [any where true] by b", "c"))
                .isEmpty();
        assertThat(
                        QueryWarnings.of(
                                "sequence with maxspan=1s [any where true] [any where true]", "c"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "stringContains(f, \"a*b\")             | 1:29",
                "startsWith~(f, \"\"\"C:\\*\"\"\")         | 1:26",
                "not endsWith(f, \"?\")                  | 1:27",
            })
    void wildcardsWhereTheyAreTextAreProbablyMeantAsSuch(String condition, String place) {
        assertThat(warnings(condition))
                .singleElement()
                .asString()
                .startsWith(place + ": `*` and `?` are plain text in `");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stringContains(f, \"a.b\")",
                "startsWith(\"a*\", f)",
                "endsWith(f, concat(\"*\"))",
                "indexOf(f, \"*\") == 0"
            })
    void otherTextIsTakenAsItStands(String condition) {
        assertThat(warnings(condition)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sequence by k [any where k == null] [any where true]                     | 1:26 | an event without the join key `k` takes no part; write `by ?k`",
                "sequence by a [any where true] by k [any where x == 1 and k == null] by k | 1:59 | an event without the join key `k`",
                "sequence by k [any where not k != null] [any where true]                 | 1:30 | an event without the join key `k`",
                "sequence by k [any where true] [any where true] until [any where k == null] | 1:66 | an event without the join key `k`",
                "sample by k [any where true] [any where k == null]                       | 1:41 | an event without the join key `k`",
                "sequence [any where true] by ?k [any where true] by k                    | 1:53 | `k` is a required join key here and an optional one in the first term",
                "sequence [any where true] by k [any where true] by ?k                    | 1:52 | `k` is an optional join key here and a required one in the first term",
            })
    void keysThatCannotAgreeAreFound(String query, String place, String message) {
        assertThat(QueryWarnings.of(query, "c"))
                .singleElement()
                .asString()
                .startsWith(place + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sequence by ?k [any where k == null] [any where true]",
                "sequence by k [any where k == null or x == 1] [any where true]",
                "sequence by k [any where k != null] [any where true]",
                "sequence [any where k == null] by j [any where true] by k",
                "sequence [any where true] by ?j [any where true] by k",
                "sequence by ?k [any where true] [any where true]",
            })
    void keysThatMayAgreeAreFine(String query) {
        assertThat(QueryWarnings.of(query, "c")).isEmpty();
    }

    @Test
    void keysOfDifferentTypesNeverAgree() {
        String query = "sequence [any where true] by pid [any where true] by name";

        assertThat(keyTypes(query, FieldType.LONG, FieldType.KEYWORD))
                .containsExactly(
                        "1:54: `name` is of type keyword, its join key in the first term of type"
                                + " long; they never agree");
        assertThat(keyTypes(query, FieldType.LONG, FieldType.DOUBLE)).isEmpty();
        assertThat(QueryWarnings.of(query, "c")).isEmpty();
    }

    private static List<String> keyTypes(String query, FieldType pid, FieldType name) {
        return QueryWarnings.of(query, "c", Schema.of(Map.of("pid", pid, "name", name))).stream()
                .map(EqlWarning::toString)
                .toList();
    }

    @Test
    void aCategoryThatIsAKeywordInAnotherCaseIsPointedAt() {
        assertThat(QueryWarnings.of("Any where true", "c"))
                .map(EqlWarning::toString)
                .containsExactly(
                        "1:1: this is a category of that name; keywords are lower-case: `any`");
        assertThat(QueryWarnings.of("\"Any\" where true", "c")).isEmpty();
    }

    @Test
    void warningsStandInTheOrderOfTheText() {
        assertThat(
                        QueryWarnings.of(
                                """
                                any where f == null and
                                  /* … */ g like "x" and
                                  f == "a"
                                """,
                                "c"))
                .map(w -> w.line() + ":" + w.column())
                .containsExactly("2:18", "3:3");
    }

    @Test
    void fieldsAreFoundWhereTheyAreNamed() {
        assertThat(
                        FieldMention.in(
                                """
                                sequence by ?a.b [any where c == 1 and `d.e/f` == "x"]
                                  [any where length(g) > 1] until [any where h]"""))
                .containsExactly(
                        new FieldMention("a.b", 1, 13),
                        new FieldMention("c", 1, 29),
                        new FieldMention("d.e/f", 1, 40),
                        new FieldMention("g", 2, 21),
                        new FieldMention("h", 2, 46));
    }

    private static List<EqlWarning> warnings(String condition) {
        return QueryWarnings.of("any where " + condition, "event.category");
    }
}
