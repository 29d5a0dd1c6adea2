// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.holds;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

    private static final Event EVENT =
            event(
                    "hello", "hello world",
                    "mixed", "Hello World",
                    "empty", "",
                    "number", 42L,
                    "decimal", 1.0,
                    "flag", true,
                    "ip", "10.6.48.157",
                    "six", "fe80::1",
                    "mapped", "::ffff:10.0.0.1",
                    "ips", values("192.168.0.1", "8.8.8.8"),
                    "exe", "explorer.exe",
                    "hex", "0x1F",
                    "many", values("aa", "bbb"));

    /** Each expression is computed once from the field and once while parsing. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    between($, "h", "o")              | "ell"
                    between($, "h", "o", true)        | "ello w"
                    between($, "h", "o", false)       | "ell"
                    between($, "x", "o")              | ""
                    between($, "h", "x")              | ""
                    between($, "", "o")               | "hello world"
                    between($, "h", "")               | "hello world"
                    between($, "d", "h", true)        | ""
                    between~($, "H", " W")            | "ello"
                    between($, "H", " W")             | ""
                    concat($)                         | "hello world"
                    concat($, "!", 1, 2.5, true)      | "hello world!12.5true"
                    endsWith($, "world")              | true
                    endsWith($, "World")              | false
                    endsWith~($, "WORLD")             | true
                    endsWith($, "")                   | true
                    indexOf($, "o")                   | 4
                    indexOf($, "o", 5)                | 7
                    indexOf($, "o", -3)               | 4
                    indexOf($, "O") == null           | true
                    indexOf~($, "O")                  | 4
                    indexOf($, "x") == null           | true
                    indexOf($, "o", 99) == null       | true
                    indexOf($, "", 3)                 | 3
                    indexOf($, "")                    | 0
                    indexOf($, "o", null)             | 4
                    indexOf($, null) == null          | true
                    length($)                         | 11
                    startsWith($, "hell")             | true
                    startsWith($, "Hell")             | false
                    startsWith~($, "HELL")            | true
                    startsWith($, "")                 | true
                    startsWith("hello world!", $)     | true
                    string($)                         | "hello world"
                    stringContains($, "o w")          | true
                    stringContains($, "O W")          | false
                    stringContains~($, "O W")         | true
                    stringContains($, "")             | false
                    stringContains($, "*")            | false
                    substring($, 0, 5)                | "hello"
                    substring($, 6)                   | "world"
                    substring($, -5)                  | "world"
                    substring($, -60, 5)              | "hello"
                    substring($, 5, -1)               | " worl"
                    substring($, 5, 5)                | ""
                    substring($, 7, 3)                | ""
                    substring($, 99)                  | ""
                    substring($, 6, null)             | "world"
                    substring($, null, 3) == null     | true
                    wildcard($, "x", "h*d")           | true
                    wildcard($, "H*D")                | false
                    wildcard~($, "H*D")               | true
                    number(concat(length($), ".5"))   | 11.5
                    """)
    void computesTheSameFromAFieldAndFromALiteral(String expression, String result) {
        String condition = "(" + expression + ") == " + result;

        assertThat(holds(condition.replace("$", "hello"), EVENT)).as("field").isTrue();
        assertThat(holds(condition.replace("$", "\"hello world\""), EVENT)).as("literal").isTrue();
    }

    @ParameterizedTest(name = "number({0}) is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    "1337"           | 1337
                    "42.5"           | 42.5
                    " -42 "          | -42
                    "+7"             | 7
                    "1e3"            | 1000
                    "0xdeadbeef"     | 3735928559
                    "-0x10"          | -16
                    "0x1F", null     | 31
                    "12", null       | 12
                    "deadBEEF", 16   | 3735928559
                    "0x1f", 16       | 31
                    "101", 2         | 5
                    "12", 10         | 12
                    """)
    void textIsReadAsANumber(String arguments, String result) {
        assertThat(holds("number(" + arguments + ") == " + result, EVENT)).isTrue();
    }

    @ParameterizedTest(name = "number({0})")
    @ValueSource(
            strings = {
                "hello", "\"\"", "\"1.5\", 16", "\"0x-1\"", "\"0x\"", "\"12\", 1", "\"9\", 8",
                "\"0x10\", 10", "\"1.5.5\"", "\"e3\"", "\".\"", "\"NaN\"", "\"1d\"", "missing"
            })
    void textThatIsNoNumberHasNone(String arguments) {
        assertThat(holds("number(" + arguments + ") == null", EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add(number, 1) == 43",
                "subtract(-2, 4) == -6 and subtract(-2, -4) == 2",
                "multiply(number, 2) == 84",
                "divide(4, 3) == 1 and divide(4, 3.0) > 1.3 and divide(-7, 2) == -3",
                "modulo(number, 5) == 2 and modulo(-7, 4) == -3",
                "add(number, null) == null"
            })
    void arithmeticFunctionsAreTheOperators(String condition) {
        assertThat(holds(condition, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cidrMatch(ip, \"10.0.0.0/8\")",
                "cidrMatch(ip, \"10.6.48.157/8\")",
                "cidrMatch(ip, \"10.6.48.157\")",
                "cidrMatch(ip, \"0.0.0.0/0\")",
                "cidrMatch(ip, \"1.2.3.4\", \"10.6.48.0/24\")",
                "not cidrMatch(ip, \"10.6.49.0/24\")",
                "cidrMatch(ip, \"::/0\") and cidrMatch(ip, \"::ffff:0:0/96\")",
                "cidrMatch(ip, \"::/80\") and not cidrMatch(ip, \"::/81\")",
                "cidrMatch(six, \"fe80::/10\") and cidrMatch(six, \"FE80:0::1\")",
                "cidrMatch(six, \"::/0\", \"10.0.0.0/8\") and not cidrMatch(six, \"0.0.0.0/0\")",
                "not cidrMatch(six, \"fe80::2/128\") and cidrMatch(six, \"fe80::2/126\")",
                "cidrMatch(mapped, \"10.0.0.0/8\") and cidrMatch(mapped, \"::ffff:10.0.0.0/104\")",
                "cidrMatch(ips, \"8.0.0.0/8\") and not cidrMatch(ips, \"9.0.0.0/8\")",
                "not cidrMatch(hello, \"0.0.0.0/0\", \"::/0\")",
                "not cidrMatch(missing, \"0.0.0.0/0\")",
                "not cidrMatch(number, \"0.0.0.0/0\")",
                "cidrMatch(string(ip), \"10.0.0.0/8\")"
            })
    void addressesLieInBlocks(String condition) {
        assertThat(holds(condition, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.6.48",
                "10.6.48.157.1",
                "010.6.48.157",
                "10.6.48.256",
                "10.6.48.157 ",
                "0xa.6.48.157",
                "localhost",
                "",
                "10",
                "10.*.48.157",
                "10.0-9.48.157",
                "fe80::1%eth0",
                "1::2::3",
                ":",
                "10.0.0.0/8",
                "[::1]",
                "::1/128",
                "1:2:3:4:5:6:7:8:9",
                "::ffff:10.1.2",
                "::ffff:010.1.2.3"
            })
    void textThatIsNoAddressLiesInNoBlock(String text) {
        Event event = event("ip", text);

        assertThat(holds("cidrMatch(ip, \"0.0.0.0/0\", \"::/0\")", event)).isFalse();
    }

    @Test
    void stringsOfOtherValuesAreCanonical() {
        assertThat(holds("string(number) == \"42\" and string(flag) == \"true\"", EVENT)).isTrue();
        assertThat(holds("string(decimal) == \"1.0\" and string(1.5) == \"1.5\"", EVENT)).isTrue();
    }

    @Test
    void eitherSideOfStartsWithMayBeTheField() {
        assertThat(holds("startsWith(\"explorer.exeaaa\", exe)", EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "between(missing, \"a\", \"b\")",
                "concat(hello, missing)",
                "endsWith(missing, \"\")",
                "indexOf(missing, \"a\")",
                "length(missing)",
                "startsWith(hello, missing)",
                "string(missing)",
                "stringContains(hello, missing)",
                "substring(missing, 0)"
            })
    void aMissingArgumentLeavesNoResult(String call) {
        assertThat(holds("(" + call + ") == null", EVENT)).isTrue();
    }

    @Test
    void emptyTextHasLengthZero() {
        assertThat(holds("length(empty) == 0 and length(\"\") == 0", EVENT)).isTrue();
    }

    @Test
    void emptyTextContainsNothing() {
        assertThat(holds("stringContains(empty, \"a\")", EVENT)).isFalse();
        assertThat(holds("stringContains(empty, empty)", EVENT)).isFalse();
        assertThat(holds("endsWith(empty, empty) and startsWith(empty, \"\")", EVENT)).isTrue();
        assertThat(holds("between(empty, \"a\", \"b\") == \"\"", EVENT)).isTrue();
    }

    @Test
    void anyValueOfAFieldMayBeTheArgument() {
        assertThat(holds("length(many) == 2 and length(many) == 3", EVENT)).isTrue();
        assertThat(holds("concat(many, many) == \"aabbb\"", EVENT)).isTrue();
        assertThat(holds("length(many) > 3", EVENT)).isFalse();
    }

    @Test
    void numbersInFieldsCountAsText() {
        assertThat(holds("length(number) == 2 and startsWith(number, \"4\")", EVENT)).isTrue();
    }
}
