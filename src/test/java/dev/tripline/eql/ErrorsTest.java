// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    private static EqlException refusal(String query) {
        return catchThrowableOfType(EqlException.class, () -> EqlParser.parse(query));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '^',
            textBlock =
                    """
                    foo => 1:4: unexpected end of query; expected `where`
                    process => 1:8: unexpected end of query; expected `where`
                    process where => 1:14: unexpected end of query; expected a condition or a value
                    process where a = 1 => 1:17: unexpected `=`; compare with `==`; `=` only sets `maxspan` and `runs`
                    process where a == 1 AND b == 2 => 1:22: unexpected `AND`; keywords are lower-case: `and`
                    any where NOT a => 1:11: unexpected `NOT`; keywords are lower-case: `not`
                    any where a == TRUE => 1:16: keywords are lower-case: `true`
                    any where a == NULL => 1:16: keywords are lower-case: `null`
                    SEQUENCE [a where b] [c where d] => 1:1: unexpected `SEQUENCE`; keywords are lower-case: `sequence`
                    SAMPLE by a [a where b] [c where d] => 1:1: unexpected `SAMPLE`; keywords are lower-case: `sample`
                    Process Where a => 1:9: unexpected `Where`; keywords are lower-case: `where`
                    process where a < b < c => 1:21: comparisons cannot be chained; combine two of them with `and`
                    process where a < 1 < 2 => 1:21: comparisons cannot be chained; combine two of them with `and`
                    process where a == b => 1:20: comparisons against fields are not supported; compare with a constant
                    process where length(a) == length(b) => 1:28: comparisons against fields are not supported; compare with a constant
                    process where a in (b, "z") => 1:21: comparisons against fields are not supported; compare with a constant
                    process where a in (1, "x") => 1:24: `in` compares values of one type: expected a number, but this is a string
                    process where a in ("x", null) => 1:26: a list cannot contain null; write `or field == null` beside it
                    process where a in () => 1:21: unexpected `)`; expected a condition or a value
                    process where length(a) in ("x") => 1:29: `in` compares values of one type: expected a number, but this is a string
                    process where x not like "a" => 1:17: only `in` takes `not` here; write `not … like …` instead
                    process where x not : "a" => 1:17: only `in` takes `not` here; write `not … : …` instead
                    process where x not == "a" => 1:21: unexpected `==`; `not` stands before the whole condition: `not … == …`
                    process where x : y => 1:19: unexpected `y`; the right side must be a string or a list of strings in parentheses
                    process where x : -1 => 1:19: unexpected `-`; the right side must be a string or a list of strings in parentheses
                    process where x : 5 => 1:19: the right side of `:` must be a string or a list of strings
                    process where x : (1) => 1:20: the right side of `:` must be a string or a list of strings
                    process where x : null => 1:19: the right side of `:` must be a string or a list of strings
                    process where x : concat("a") => 1:19: unexpected `concat`; the right side must be a string or a list of strings in parentheses
                    process where a + 1 in (2) => 1:19: `+` needs a number, but this is a condition
                    process where a[3] == 1 => 1:16: array indexes are not supported; a field matches if any of its values does
                    process where 'x' == a => 1:15: strings stand in double quotes: "text", or \"""text\""" without escapes
                    process where a == ?"x" => 1:20: strings stand in double quotes: "text", or \"""text\""" without escapes
                    process where a == ?'x' => 1:20: strings stand in double quotes: "text", or \"""text\""" without escapes
                    process where a == "x => 1:20: this string is not closed on its line
                    process where a == "x\\q" => 1:22: `\\q` is no escape; write `\\\\` for a backslash, or use \"""…\"""
                    process where a == "\\u{110000}" => 1:21: there is no character U+110000
                    process where `a => 1:15: this name in backticks is never closed
                    process where event.sequence == 1 => 1:21: unexpected `sequence`; `sequence` is a keyword; as part of a field name it needs backticks
                    process where a ! = 1 => 1:17: unexpected character `!`; negate with `not`
                    process where !a => 1:15: unexpected character `!`; negate with `not`
                    process where a && b => 1:17: unexpected character `&`; combine conditions with `and`
                    process where a || b => 1:18: unexpected `|`; combine conditions with `or`
                    process where /* a => 1:15: this comment is never closed by `*/`
                    process where a */ => 1:18: unexpected `/`; expected a value
                    join [a where b] [c where d] => 1:1: `join` is not supported; use `sequence` or `sample`
                    sequence [a where b] => 1:1: a sequence needs at least two events; add a term or `with runs=…`
                    sequence [a where b] with runs=1 => 1:1: a sequence needs at least two events; add a term or `with runs=…`
                    sequence [a where b] with runs=0 [c where d] => 1:32: runs must be a whole number from 1 to 100
                    sequence [a where b] with runs=101 [c where d] => 1:32: runs must be a whole number from 1 to 100
                    sequence [a where b] with runs=1.5 [c where d] => 1:32: runs must be a whole number from 1 to 100
                    sequence [a where b] with rums=5 [c where d] => 1:27: unknown option `rums`; a term only has `with runs=…`
                    sequence with maxspan=5m by a [a where b] [c where d] => 1:26: `by` stands before `with maxspan`: `sequence by … with maxspan=…`
                    sequence with maxspan=5 [a where b] [c where d] => 1:23: maxspan needs a unit: ms, s, m, h or d, such as 5s
                    sequence with maxspan=0s [a where b] [c where d] => 1:23: maxspan must be greater than 0
                    sequence with maxspan=1.5s [a where b] [c where d] => 1:23: maxspan is a whole number with a unit, such as 30s
                    sequence with maxspan=5x [a where b] [c where d] => 1:24: unknown unit `x`; the units are ms, s, m, h and d
                    sequence with maxspan=5S [a where b] [c where d] => 1:24: unknown unit `S`; the units are ms, s, m, h and d
                    sequence with maxspan=-5s [a where b] [c where d] => 1:23: unexpected `-`; expected a number
                    sequence with maxspan=99999999999999999999d [a where b] [c where d] => 1:23: maxspan is a whole number with a unit, such as 30s
                    sequence with maxspan=99999999d [a where b] [c where d] => 1:23: maxspan is at most 36500d
                    sequence by length(a) [a where b] [c where d] => 1:13: only fields can be join keys; write field names after `by`
                    sequence by a + 1 [a where b] [c where d] => 1:13: only fields can be join keys; write field names after `by`
                    sequence [a where b] by x [c where d] => 1:27: inconsistent number of join keys: the first term has 1, this one 0
                    sequence [a where b] by x [c where d] by x until [e where f] => 1:50: inconsistent number of join keys: the first term has 1, this one 0
                    sequence [a where b] by x with runs=2 by y [c where d] by x => 1:39: unexpected `by`; the keys of a term stand before `with runs`
                    sequence [a where b] ![c where d] => 1:22: a missing event needs a time limit: `sequence … with maxspan=…`
                    sequence with maxspan=5s ![a where b] ![c where d] => 1:1: a sequence needs at least one event that happens: `[ … ]`
                    sequence with maxspan=5s [a where b] ! [c where d] => 1:38: unexpected character `!`; a missing event is written `![` without a space
                    sequence [a where b] [c where d] until ![e where f] => 1:40: `until` takes an event that happens: `[ … ]`
                    sequence [a where b] [c where d] until [e where f] with runs=2 => 1:52: `until` cannot have `with runs`
                    sequence [a where b [c where d] => 1:21: unexpected `[`; expected `]`
                    sample [a where b] [c where d] => 1:1: a sample needs at least one join key: `sample by …`
                    sample by x [a where b] => 1:1: a sample needs at least two events
                    sample by x [a where b] ![c where d] => 1:25: missing events exist only in sequences
                    sample by x [a where b] [c where d] | head 1 => 1:1: a sample cannot have pipes
                    sample by x [a where b] [c where d] with runs=2 => 1:37: `with runs` exists only in sequences
                    any where a | count => 1:15: the pipe `count` is not supported; there are `head` and `tail`
                    any where a | heads 1 => 1:15: unknown pipe `heads`; did you mean `head`?
                    any where a | limit 1 => 1:15: unknown pipe `limit`; there are `head` and `tail`
                    any where a | unique_count b => 1:15: the pipe `unique_count` is not supported; there are `head` and `tail`
                    any where a | head => 1:13: `head` takes one whole number from 0, such as `| head 10`
                    any where a | head -1 => 1:20: `head` takes one whole number from 0, such as `| head 10`
                    any where a | head 1, 2 => 1:20: `head` takes one whole number from 0, such as `| head 10`
                    any where a | head x => 1:20: `head` takes one whole number from 0, such as `| head 10`
                    any where 5 => 1:11: expected a condition, but this is a number
                    any where "x" => 1:11: expected a condition, but this is a string
                    any where null => 1:11: expected a condition, but this is null
                    any where a and 5 => 1:17: expected a condition, but this is a number
                    any where not "x" => 1:15: expected a condition, but this is a string
                    any where length(a) => 1:11: expected a condition, but this is a number
                    any where a + "x" > 1 => 1:15: `+` needs a number, but this is a string
                    any where -"x" == 1 => 1:12: `-` needs a number, but this is a string
                    any where length(5) == 1 => 1:18: `length` needs a string here, but this is a number
                    any where flag < true => 1:16: `<` compares numbers and strings only
                    any where length(a) == "x" => 1:21: a number cannot be compared with a string
                    any where startsWith(a, "x") == 1 => 1:30: a condition cannot be compared with a number
                    any where strtsWith(a, "b") => 1:11: unknown function `strtsWith`; did you mean `startsWith`?
                    any where foo(a) => 1:11: unknown function `foo`
                    any where match(a, "b") => 1:11: unknown function `match`, in Elasticsearch too; write `field regex "…"`, which the whole value must fit
                    any where matchLite(a, "b") => 1:11: unknown function `matchLite`, in Elasticsearch too; write `field regex "…"`, which the whole value must fit
                    any where arrayContains(a, "b") => 1:11: unknown function `arrayContains`, in Elasticsearch too; a comparison holds if any value of a field does: write `field == "…"`
                    any where arraySearch(a, x, x == "b") => 1:11: unknown function `arraySearch`, in Elasticsearch too; a comparison holds if any value of a field does
                    any where arrayCount(a, x, x == "b") > 1 => 1:11: unknown function `arrayCount`, in Elasticsearch too; a comparison holds if any value of a field does, and values are not counted
                    any where safe(a) => 1:11: unknown function `safe`, in Elasticsearch too; nothing needs it: what has no value is false
                    any where length~(a) == 1 => 1:11: `length` has no variant that ignores case; write it without `~`
                    any where cidrMatch~(a, "::1") => 1:11: `cidrMatch` has no variant that ignores case; write it without `~`
                    any where cidrMatch(a) => 1:11: `cidrMatch` takes at least 2 arguments, not 1
                    any where cidrMatch(a, b) => 1:24: `cidrMatch` needs string literals here
                    any where cidrMatch(a, "x/y") => 1:24: this is neither an address nor a block such as "10.0.0.0/8" or "fe80::/10"
                    any where cidrMatch(a, "10.0.0.0/33") => 1:24: this is neither an address nor a block such as "10.0.0.0/8" or "fe80::/10"
                    any where cidrMatch(a, "localhost") => 1:24: this is neither an address nor a block such as "10.0.0.0/8" or "fe80::/10"
                    any where substring(a) == "x" => 1:11: `substring` takes 2 to 3 arguments, not 1
                    any where between(a, "b") == "x" => 1:11: `between` takes 3 to 4 arguments, not 2
                    any where wildcard(a, b) => 1:23: `wildcard` needs string literals here
                    any where length(a, b) == 1 => 1:11: `length` takes 1 argument, not 2
                    any where a regex "(" => 1:19: not a regular expression: unexpected end-of-string
                    any where a regex "[a" => 1:19: not a regular expression: expected ']' at position 2
                    any where a regex "((a{1000}){1000}){1000}" => 1:19: this regular expression takes more work to compile than is left for those of the query; repeat less in it, or write its alternatives as a list of patterns
                    any where a regex ".*x.{900}" => 1:19: this regular expression takes more work to compile than is left for those of the query; repeat less in it, or write its alternatives as a list of patterns
                    any where a == 1/0 => 1:16: this constant has no value
                    any where a == indexOf("a", "b") => 1:16: this constant has no value
                    any where a == 1 b => 1:18: unexpected `b`; expected an operator or the end of the query
                    any where (a => 1:13: unexpected end of query; expected `)`
                    any where a) => 1:12: unexpected `)`; expected an operator or the end of the query
                    any where length(a => 1:19: unexpected end of query; expected `)`
                    any where a <> 1 => 1:14: unexpected `>`; different is written `!=`
                    any where a =~ "x" => 1:14: unexpected character `~`; write `:` to ignore case, or `regex~` for a regular expression
                    any where a is null => 1:13: unexpected `is`; compare with `== null` or `!= null`
                    any where a exists => 1:13: unexpected `exists`; a field with a value is `field != null`
                    sequence [a where b contains "c"] [d where e] => 1:21: unexpected `contains`; write `field : "*…*"` or `stringContains(field, "…")`
                    any where a:length() > 5 => 1:13: unexpected `length`; there are no methods; write `length(value, …)`
                    any where a not "x" => 1:17: unexpected `"x"`; `not` stands before the whole condition: `not … == …`
                    any where a == ("x", "y") => 1:20: unexpected `,`; for several values write `in (…)`
                    any where a == "x" or "y" => 1:23: expected a condition, but this is a string; for several values write `field in (…)`
                    any where a == 1 by b => 1:18: unexpected `by`; only sequences and samples have join keys
                    child of [process where true] => 1:1: process relationships such as `child of` are not supported; join events by process ids in a `sequence`
                    fork [a where b] [c where d] => 1:1: `fork` is not supported
                    sequence [a where b] [c where d] fork [e where f] => 1:34: unexpected `fork`; `fork` is not supported; write one sequence for each way
                    macro m(a) a == 1 => 1:1: macros are not supported; write the condition out
                    const x = 5 => 1:1: constants are not supported; write the value out
                    my.kind where a => 1:3: unexpected `.`; expected `where`; a category with such characters stands in double quotes
                    sequence [a where b] with maxspan=5m [c where d] => 1:27: unexpected `maxspan`; the limit stands before the terms: `sequence by … with maxspan=… [ … ] [ … ]`
                    sequence by a with runs=5 [a where b] [c where d] => 1:20: unexpected `runs`; `with runs` stands behind the term that is repeated
                    sequence [a where b], [c where d] => 1:21: unexpected `,`; expected `[`, `until`, a pipe or the end of the query
                    sequence [a where b] [c where d] until [e where f] [g where h] => 1:52: unexpected `[`; `until [ … ]` comes last; expected a pipe or the end of the query
                    sample by x with maxspan=5m [a where b] [c where d] => 1:13: unexpected `with`; only sequences have `with maxspan` and `until`
                    sample by x [a where b] [c where d] until [e where f] => 1:37: unexpected `until`; only sequences have `with maxspan` and `until`
                    any where a..b => 1:13: unexpected `.`; expected a name or a name in backticks
                    any where a. == 1 => 1:14: unexpected `==`; expected a name or a name in backticks
                    any where 1a == 1 => 1:12: unexpected `a`; expected an operator or the end of the query
                    any where a == 1e999 => 1:16: this number is too large
                    `x` where a => 1:1: unexpected ``x``; a category with unusual characters stands in double quotes
                    sequence where a => 1:10: unexpected `where`; expected `[` or `![`
                    "x" => 1:4: unexpected end of query; expected `where`
                    sequence by [a where b] [c where d] => 1:13: unexpected `[`; expected a condition or a value
                    any where in~ ("a") => 1:11: unexpected `in~`; expected a condition or a value
                    any where a in "x" => 1:16: unexpected `"x"`; expected `(` or a value list
                    any where a LIKE "x" => 1:13: unexpected `LIKE`; keywords are lower-case: `like`
                    any where a == # => 1:16: unexpected character `#`; put text into double quotes and unusual names into backticks
                    any where a == 0x10 => 1:17: unexpected `x10`; expected an operator or the end of the query
                    any where x of [process where true] => 1:11: process relationships such as `x of` are not supported; join events by process ids in a `sequence`
                    any where a like~ ("a" "b") => 1:24: unexpected `"b"`; the right side must be a string or a list of strings in parentheses
                    any where descendant of [any where true] => 1:11: process relationships such as `descendant of` are not supported; join events by process ids in a `sequence`
                    any where `` == 1 => 1:11: a name in backticks cannot be empty
                    any where a == "x\\u{1}" => 1:18: write a character as `\\u{…}` with 2 to 8 hex digits
                    """)
    void saysWhereAndWhatIsWrong(String query, String error) {
        assertThat(refusal(query)).as(query).hasMessage(error);
    }

    @Test
    void linesAndColumnsCountFromOne() {
        EqlException refusal = refusal("any where a == \"ä\uD83D\uDE00\" and\r\n  b == \"x\\q\"");

        assertThat(refusal.errors())
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(error.line()).isEqualTo(2);
                            assertThat(error.column()).isEqualTo(10);
                        });
    }

    @Test
    void columnsCountCharactersOutsideTheBasicPlaneOnce() {
        assertThat(refusal("any where a == \"\uD83D\uDE00\" b").errors().get(0).column())
                .isEqualTo(20);
        assertThat(refusal("any where a == \"\uD83D\uDE00\\q\"").errors().get(0).column())
                .isEqualTo(18);
    }

    @Test
    void everyTermReportsItsFirstMistake() {
        assertThat(refusal("sequence\n[a where 1]\n[b where f(x)]\n[c where d] by e").errors())
                .extracting(EqlError::line)
                .containsExactly(2, 3);
    }

    @Test
    void whatIsMissingAtTheEndIsMissedWhereTheTextEnds() {
        assertThat(refusal("any where a ==  // nothing\n\n"))
                .hasMessage("1:15: unexpected end of query; expected a value");
    }

    @Test
    void anEmptyTextIsNoQuery() {
        assertThat(refusal(""))
                .hasMessage(
                        "1:1: unexpected end of query; a query starts like `process where …` or"
                                + " `sequence by …`");
    }
}
