// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Texts of random valid queries. */
final class Queries {

    private static final int DEPTH = 3;

    private Queries() {}

    static Arbitrary<String> conditions() {
        return condition(DEPTH);
    }

    static Arbitrary<String> queries() {
        Arbitrary<String> filter =
                Combinators.combine(Arbitraries.of("any", "file", "\"a b\""), conditions())
                        .as((category, condition) -> category + " where " + condition);
        Arbitrary<String> term =
                Combinators.combine(
                                Arbitraries.of("[", "["),
                                filter,
                                Arbitraries.of("", " with runs=2"))
                        .as((open, inside, runs) -> open + inside + "] by k, ?`l.m`" + runs);
        Arbitrary<String> sequence =
                Combinators.combine(
                                Arbitraries.of("", " by h.i", " by h with maxspan=90s"),
                                term,
                                term,
                                Arbitraries.of("", " | head 3", " | tail 2 | head 1"))
                        .as((head, a, b, pipe) -> "sequence" + head + " " + a + b + pipe);
        Arbitrary<String> until =
                Combinators.combine(term, filter)
                        .as(
                                (a, b) ->
                                        "sequence with maxspan=1h "
                                                + a
                                                + "!["
                                                + b
                                                + "] by x, y until ["
                                                + b
                                                + "] by x, y");
        Arbitrary<String> sample =
                Combinators.combine(filter, filter)
                        .as((a, b) -> "sample by ?x [" + a + "][" + b + "]");
        return Arbitraries.oneOf(List.of(filter, sequence, until, sample));
    }

    private static Arbitrary<String> condition(int depth) {
        Arbitrary<String> leaf =
                Arbitraries.oneOf(
                        List.of(
                                Combinators.combine(number(depth), comparison(), numbers())
                                        .as((left, op, right) -> left + op + right),
                                Combinators.combine(text(depth), comparison(), strings())
                                        .as((left, op, right) -> left + op + right),
                                Combinators.combine(
                                                text(depth),
                                                Arbitraries.of(
                                                        " in ",
                                                        " in~ ",
                                                        " not in ",
                                                        " : ",
                                                        " like ",
                                                        " like~ "),
                                                strings(),
                                                strings())
                                        .as((x, op, a, b) -> x + op + "(" + a + "," + b + ")"),
                                Combinators.combine(
                                                text(depth),
                                                Arbitraries.of(" regex ", " regex~ "),
                                                Arbitraries.of("\"a+|b\"", "(\"[ab]*\",\"\\\\w\")"))
                                        .as((x, op, pattern) -> x + op + pattern),
                                Combinators.combine(
                                                Arbitraries.of("startsWith", "endsWith~"),
                                                text(depth),
                                                text(depth))
                                        .as((f, a, b) -> f + "(" + a + ", " + b + ")"),
                                text(depth).map(x -> "cidrMatch(" + x + ", \"10.0.0.0/8\")"),
                                text(depth).map(x -> x + " != null"),
                                Arbitraries.of("flag", "not a.b", "f == true", "true", "false")));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> condition(depth - 1));
        return Arbitraries.oneOf(
                List.of(
                        leaf,
                        inner.map(x -> "not " + x),
                        Combinators.combine(inner, Arbitraries.of(" and ", " or "), inner)
                                .as((a, op, b) -> "(" + a + op + b + ")"),
                        Combinators.combine(inner, inner, inner)
                                .as((a, b, c) -> "(" + a + " or " + b + " and " + c + ")")));
    }

    private static Arbitrary<String> number(int depth) {
        Arbitrary<String> simple =
                Arbitraries.oneOf(
                        List.of(fields(), numbers(), fields().map(f -> "length(" + f + ")")));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> number(depth - 1));
        return Arbitraries.oneOf(
                List.of(
                        simple,
                        inner.map(x -> "-(" + x + ")"),
                        Combinators.combine(inner, Arbitraries.of("+", "-", "*", "/", "%"), inner)
                                .as((a, op, b) -> "(" + a + " " + op + b + ")")));
    }

    private static Arbitrary<String> text(int depth) {
        Arbitrary<String> simple = Arbitraries.oneOf(List.of(fields(), strings()));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> text(depth - 1));
        return Arbitraries.oneOf(
                List.of(
                        simple,
                        Combinators.combine(inner, inner)
                                .as((a, b) -> "concat(" + a + "," + b + ")"),
                        inner.map(x -> "substring(" + x + ", 1, -1)"),
                        inner.map(x -> "string(" + x + ")")));
    }

    private static Arbitrary<String> comparison() {
        return Arbitraries.of(" == ", " != ", " < ", "<=", " > ", ">=");
    }

    private static Arbitrary<String> fields() {
        return Arbitraries.of("a", "b", "?a", "a.b", "`a b`", "a.`not`", "`x``y`", "@t");
    }

    private static Arbitrary<String> strings() {
        return Arbitraries.of(
                "\"a\"",
                "\"A*b?\"",
                "\"\\\\ \\\" \\n\\t\"",
                "\"\"\"raw\\\"\"\"",
                "\"\\u{1F600}\\u{07}\"",
                "\"\"");
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.of(
                "0", "1", "-1", "2.5", "-0.0", "1e300", "1e-5", "9223372036854775807", "007");
    }
}
