// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.condition;
import static dev.tripline.eql.Events.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.Expr.Field;
import dev.tripline.eql.Expr.Literal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexicalTest {

    private static Object literal(String literal) {
        return ((Expr.Comparison) condition("f == " + literal)).right().value();
    }

    private static String field(String name) {
        return ((Field) ((Expr.Comparison) condition(name + " == 1")).left()).name();
    }

    @Test
    void escapesStandForCharacters() {
        assertThat(literal("\"\\b\\t\\n\\f\\r\\\"\\'\\\\\"")).isEqualTo("\b\t\n\f\r\"'\\");
    }

    @Test
    void unicodeEscapesHaveTwoToEightDigits() {
        assertThat(literal("\"\\u{41}\\u{202E}\\u{1f600}\\u{0000004a}!\""))
                .isEqualTo("A\u202E\uD83D\uDE00J!");
    }

    @Test
    void rawStringsHaveNoEscapes() {
        assertThat(literal("\"\"\"C:\\new\"\"\"")).isEqualTo("C:\\new");
    }

    @Test
    void rawStringsMayEndInQuotes() {
        assertThat(literal("\"\"\"\"x\"\"\"\"")).isEqualTo("\"x\"");
        assertThat(literal("\"\"\"\"\"\"")).isEqualTo("");
    }

    @Test
    void stringsMayHoldAnyCharacterAsItIs() {
        assertThat(literal("\"ä\uD83D\uDE00`'\"")).isEqualTo("ä\uD83D\uDE00`'");
    }

    @ParameterizedTest
    @CsvSource({"7,7", "2147483648,2147483648", "9223372036854775807,9223372036854775807", "007,7"})
    void integersAreLongs(String text, long value) {
        assertThat(literal(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5,1.5",
        "1.,1",
        ".5,0.5",
        "1e3,1000",
        "1.5e-3,0.0015",
        ".5E2,50",
        "1E+2,100",
        "9223372036854775808,9223372036854775808"
    })
    void decimalsAndHugeIntegersAreDoubles(String text, double value) {
        assertThat(literal(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    process.name           | process.name
                    process . name         | process.name
                    @timestamp             | @timestamp
                    _a1                    | _a1
                    `a.b/c`                | a.b/c
                    a.`b/c`.d              | a.b/c.d
                    event.`sequence`       | event.sequence
                    `a``b`                 | a`b
                    Ab.aB                  | Ab.aB
                    runs.head.tail         | runs.head.tail
                    ?a.b                   | a.b
                    ? `a b`                | a b
                    """)
    void namesArePartsJoinedByDots(String text, String name) {
        assertThat(field(text)).isEqualTo(name);
    }

    @Test
    void aQuestionMarkMakesAFieldOptional() {
        assertThat(((Expr.IsNull) condition("?a == null")).operand())
                .isEqualTo(new Field("a", true));
    }

    @Test
    void commentsEndWithTheirLine() {
        assertThat(condition("a // and b\n and c // end")).isEqualTo(condition("a and c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a /* x */ and b",
                "a /* x\n y */ and/**/b",
                "a /* x /* nested */ still */ and b",
                "a /* ** // * / */ and b /*/**/*/",
                "/**/a and b/***/"
            })
    void blockCommentsNest(String text) {
        assertThat(condition(text)).isEqualTo(condition("a and b"));
    }

    @Test
    void commentMarksInStringsAreText() {
        assertThat(literal("\"/* // */\"")).isEqualTo("/* // */");
    }

    @Test
    void whitespaceIsFree() {
        assertThat(parse("\r\n\t any\twhere\r\na==1and b in~(\"x\")\n"))
                .isEqualTo(parse("any where a == 1 and b in~ (\"x\")"));
    }

    @Test
    void truthAndNullAreLiterals() {
        assertThat(literal("true")).isEqualTo(true);
        assertThat(literal("false")).isEqualTo(false);
        assertThat(condition("true")).isEqualTo(Literal.TRUE);
    }

    @Test
    void keywordsMayBeginNames() {
        assertThat(field("android.inner.likely")).isEqualTo("android.inner.likely");
    }
}
