// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.Expr.ArithmeticOperator;
import dev.tripline.eql.Expr.Literal;
import dev.tripline.eql.Expr.Operator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Conditions of all forms, and events that they have a chance with. */
final class RandomConditions {

    private static final List<String> FIELDS = List.of("a", "b", "c.d", "e", "f");
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "a",
                    "A",
                    "ab",
                    "aB",
                    "Abc",
                    "abcabc",
                    "b",
                    "5",
                    "-7",
                    "2.5",
                    "1e2",
                    "true",
                    "false",
                    "true ",
                    "ä",
                    "Ä",
                    "aÄb",
                    "\uD83D\uDE00",
                    "a\uD83D\uDE00b",
                    "\uFFFD",
                    "a\nb",
                    "a*",
                    "a\\b",
                    "0x1F",
                    " 12 ",
                    "12",
                    "10.1.2.3",
                    "10.9.9.9",
                    "192.168.0.1",
                    "::1",
                    "fe80::1",
                    "::ffff:10.1.2.3",
                    "05");
    private static final List<Number> NUMBERS =
            List.of(
                    0L,
                    1L,
                    -1L,
                    2L,
                    5L,
                    -7L,
                    10L,
                    3L,
                    16L,
                    2.5,
                    -0.0,
                    0.5,
                    5.0,
                    1e300,
                    -1e300,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE,
                    9007199254740993L,
                    9007199254740992.0,
                    1e18,
                    9.223372036854775807e18);
    private static final List<String> PATTERNS =
            List.of(
                    "a",
                    "*",
                    "?*",
                    "?",
                    "a*",
                    "*b",
                    "*B*",
                    "A?",
                    "a??",
                    "*a*b*",
                    "**",
                    "ä*",
                    "*Ä?",
                    "",
                    "5",
                    "-*",
                    "?.?",
                    "t*e",
                    "a\\*",
                    "*\n*",
                    "10.*",
                    "a*a*c",
                    "\uD83D\uDE00?*");
    private static final List<String> REGEXES =
            List.of(
                    "a",
                    "a.*",
                    ".*b",
                    "(a|b)+",
                    "ab?c?",
                    "[abc]*",
                    "[^a]+",
                    ".",
                    "..",
                    "",
                    "a{1,2}.*",
                    "10[.]1[.].*",
                    "-?[0-9]+",
                    "(abc){2}",
                    "t(ru|al)?e?",
                    "ä|Ä",
                    "\\.",
                    ".{2,}");
    private static final List<String> BLOCKS =
            List.of(
                    "10.0.0.0/8",
                    "10.1.2.3",
                    "10.1.7.9/16",
                    "0.0.0.0/0",
                    "192.168.0.0/31",
                    "fe80::/10",
                    "::1",
                    "::/0",
                    "10.1.2.4/32",
                    "fe80::2/127");

    private final Random random;

    RandomConditions(Random random) {
        this.random = random;
    }

    Map<String, List<Object>> event() {
        Map<String, List<Object>> event = new HashMap<>();
        for (String field : FIELDS) {
            int count = random.nextInt(4);
            if (count < 3 || random.nextBoolean()) {
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    values.add(fieldValue());
                }
                event.put(field, values);
            }
        }
        return event;
    }

    private Object fieldValue() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2, 3 -> pick(NUMBERS);
            default -> pick(TEXTS);
        };
    }

    Expr condition(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf(2);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Expr.Not(condition(depth - 1));
            case 1 -> new Expr.And(several(() -> condition(depth - 1)));
            case 2 -> new Expr.Or(several(() -> condition(depth - 1)));
            default -> leaf(3);
        };
    }

    private Expr leaf(int depth) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> new Expr.Comparison(number(depth), pick(Operator.values()), numeral());
            case 2, 3 -> new Expr.Comparison(text(depth), pick(Operator.values()), string());
            case 4 -> new Expr.Comparison(field(), Operator.EQUAL, new Literal(flip()));
            case 5, 6 -> new Expr.In(text(depth), several(this::string), flip());
            case 7 -> new Expr.In(number(depth), several(this::numeral), false);
            case 8 -> new Expr.In(field(), List.of(new Literal(flip())), false);
            case 9, 10 -> new Expr.Like(text(depth), some(PATTERNS), flip());
            case 11 -> regex(depth);
            case 12 -> new Expr.CidrMatch(text(depth), some(BLOCKS));
            case 13 -> new Expr.IsNull(any(depth));
            default ->
                    new Expr.Call(
                            pick("startsWith", "endsWith", "stringContains"),
                            flip(),
                            List.of(text(depth), text(depth - 1)));
        };
    }

    /** Only some dialects fold the ranges of classes. */
    private Expr regex(int depth) {
        boolean ignoreCase = flip();
        List<String> patterns = new ArrayList<>(some(REGEXES));
        patterns.removeIf(pattern -> ignoreCase && pattern.contains("["));
        return patterns.isEmpty() ? leaf(depth) : new Expr.Regex(text(depth), patterns, ignoreCase);
    }

    private Expr any(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> number(depth);
            case 1 -> text(depth);
            case 2 -> depth <= 1 ? field() : new Expr.Not(condition(1));
            default -> field();
        };
    }

    private Expr number(int depth) {
        if (depth <= 0 || random.nextInt(2) == 0) {
            return random.nextInt(4) == 0 ? numeral() : field();
        }
        return switch (random.nextInt(8)) {
            case 0 -> new Expr.Negate(number(depth - 1));
            case 1 -> call("length", text(depth - 1));
            case 2 -> call("number", text(depth - 1));
            case 3 -> call("number", text(depth - 1), number(0));
            case 4 -> tilde("indexOf", text(depth - 1), text(depth - 2));
            case 5 -> tilde("indexOf", text(depth - 1), text(depth - 2), number(0));
            default ->
                    new Expr.Arithmetic(
                            number(depth - 1),
                            pick(ArithmeticOperator.values()),
                            number(depth - 1));
        };
    }

    private Expr text(int depth) {
        if (depth <= 0 || random.nextInt(2) == 0) {
            return random.nextInt(5) == 0 ? string() : field();
        }
        return switch (random.nextInt(7)) {
            case 0 -> call("string", any(depth - 1));
            case 1 -> call("substring", text(depth - 1), number(depth - 2));
            case 2 -> call("substring", text(depth - 1), small(), small());
            case 3 -> tilde("between", text(depth - 1), text(0), text(0));
            case 4 -> tilde("between", text(depth - 1), text(0), text(0), new Literal(flip()));
            case 5 -> call("concat", any(depth - 1));
            default -> call("concat", any(depth - 1), any(depth - 1));
        };
    }

    private Expr small() {
        return random.nextInt(6) == 0
                ? Literal.NULL
                : new Literal((Serializable) (long) (random.nextInt(9) - 4));
    }

    private static Expr call(String name, Expr... arguments) {
        return new Expr.Call(name, false, List.of(arguments));
    }

    private Expr tilde(String name, Expr... arguments) {
        return new Expr.Call(name, flip(), List.of(arguments));
    }

    private Expr field() {
        return new Expr.Field(pick(FIELDS), flip());
    }

    private Literal string() {
        return new Literal(pick(TEXTS));
    }

    private Literal numeral() {
        return new Literal(pick(NUMBERS));
    }

    private boolean flip() {
        return random.nextBoolean();
    }

    private List<String> some(List<String> from) {
        return several(() -> pick(from));
    }

    private <T> List<T> several(Supplier<T> supplier) {
        List<T> several = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            several.add(supplier.get());
        }
        return several;
    }

    @SafeVarargs
    private <T> T pick(T... from) {
        return pick(Arrays.asList(from));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
