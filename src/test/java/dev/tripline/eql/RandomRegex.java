// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * A random regular expression that knows its spelling and, without any automaton, where in a text
 * it can end.
 */
record RandomRegex(String spelling, Ends ends) {

    /** Where a match of {@code text} that starts at {@code start} can end. */
    interface Ends {
        BitSet of(int[] text, int start);
    }

    private static final String LETTERS = "abAB_Z01 \n-ä😀";
    private static final List<String> RANGES =
            List.of("a-b", "A-B", "0-1", "Z-b", "A-z", "Y-Z", "ä-ö", "😀-😂", "\\--0");

    boolean matches(String text) {
        int[] characters = text.codePoints().toArray();
        return ends.of(characters, 0).get(characters.length);
    }

    static String text(Random random) {
        int[] letters = (LETTERS + "abABÄz").codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    static RandomRegex of(Random random, int depth, boolean ignoreCase) {
        if (depth == 0) {
            return leaf(random, ignoreCase);
        }
        List<RandomRegex> parts = new ArrayList<>();
        for (int count = 2 + random.nextInt(2); count > 0; count--) {
            parts.add(of(random, depth - 1, ignoreCase));
        }
        RandomRegex first = parts.get(0);
        return switch (random.nextInt(7)) {
            case 0 -> new RandomRegex(joined(parts, "|"), union(parts));
            case 1, 2 -> new RandomRegex(joined(parts, ""), concatenation(parts));
            case 3 -> new RandomRegex(joined(parts, "&"), intersection(parts));
            case 4 -> new RandomRegex("(~" + first.spelling + ")", complement(first.ends));
            case 5 -> repetition(random, first);
            default -> first;
        };
    }

    private static RandomRegex leaf(Random random, boolean ignoreCase) {
        return switch (random.nextInt(9)) {
            case 0 -> character(".", any -> true);
            case 1 -> new RandomRegex("@", RandomRegex::anything);
            case 2 -> new RandomRegex("#", (text, start) -> new BitSet());
            case 3 -> new RandomRegex("()", (text, start) -> only(start));
            case 4 -> quoted(random, ignoreCase);
            case 5 -> character("[" + (random.nextBoolean() ? "^" : ""), random, ignoreCase);
            case 6 -> interval(random);
            default -> {
                int letter = letter(random);
                yield character(escaped(letter), c -> isSame(c, letter, ignoreCase));
            }
        };
    }

    private static RandomRegex character(String opening, Random random, boolean ignoreCase) {
        IntPredicate accepted = any -> false;
        StringBuilder spelling = new StringBuilder(opening);
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    int letter = letter(random);
                    spelling.append(escaped(letter));
                    accepted = accepted.or(c -> isSame(c, letter, ignoreCase));
                }
                case 1 -> {
                    String range = RANGES.get(random.nextInt(RANGES.size()));
                    int[] ends = range.replace("\\", "").codePoints().toArray();
                    spelling.append(range);
                    accepted = accepted.or(c -> c >= ends[0] && c <= ends[2]);
                }
                default -> {
                    char name = "dswDSW".charAt(random.nextInt(6));
                    spelling.append('\\').append(name);
                    accepted = accepted.or(named(name));
                }
            }
        }
        return character(
                spelling.append("]").toString(),
                opening.equals("[") ? accepted : accepted.negate());
    }

    private static IntPredicate named(char name) {
        String members =
                switch (Character.toLowerCase(name)) {
                    case 'd' -> "0123456789";
                    case 's' -> " \t\n\r";
                    default -> "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
                };
        return c -> members.indexOf(c) >= 0 == Character.isLowerCase(name);
    }

    private static RandomRegex character(String spelling, IntPredicate accepted) {
        return new RandomRegex(
                spelling,
                (text, start) ->
                        start < text.length && accepted.test(text[start])
                                ? only(start + 1)
                                : new BitSet());
    }

    private static RandomRegex quoted(Random random, boolean ignoreCase) {
        String quoted = text(random);
        int[] letters = quoted.codePoints().toArray();
        return new RandomRegex(
                "\"" + quoted + "\"",
                (text, start) -> {
                    for (int i = 0; i < letters.length; i++) {
                        if (start + i >= text.length
                                || !isSame(text[start + i], letters[i], ignoreCase)) {
                            return new BitSet();
                        }
                    }
                    return only(start + letters.length);
                });
    }

    /** With ends of the same length, numbers have that length; else leading zeros are free. */
    private static RandomRegex interval(Random random) {
        int from = random.nextInt(12);
        int to = from + random.nextInt(120);
        boolean sameLength = String.valueOf(from).length() == String.valueOf(to).length();
        return new RandomRegex(
                "<" + from + "-" + to + ">",
                (text, start) -> {
                    BitSet ends = new BitSet();
                    long number = 0;
                    for (int i = start; i < text.length && text[i] >= '0' && text[i] <= '9'; i++) {
                        number = number * 10 + text[i] - '0';
                        boolean length =
                                !sameLength || i + 1 - start == String.valueOf(from).length();
                        ends.set(i + 1, length && number >= from && number <= to);
                    }
                    return ends;
                });
    }

    private static RandomRegex repetition(Random random, RandomRegex part) {
        int min = random.nextInt(4);
        int max = min + random.nextInt(3);
        return switch (random.nextInt(5)) {
            case 0 -> repetition(part, "?", 0, 1);
            case 1 -> repetition(part, "*", 0, Integer.MAX_VALUE);
            case 2 -> repetition(part, "+", 1, Integer.MAX_VALUE);
            case 3 -> repetition(part, "{" + min + ",}", min, Integer.MAX_VALUE);
            default -> repetition(part, "{" + min + "," + max + "}", min, max);
        };
    }

    private static RandomRegex repetition(RandomRegex part, String operator, int min, int max) {
        return new RandomRegex(
                "(" + part.spelling + operator + ")",
                (text, start) -> {
                    BitSet ends = new BitSet();
                    BitSet reached = only(start);
                    // More repetitions than there are characters and counts reach nothing new.
                    for (int i = 0; i <= Math.min(max, text.length + 5); i++) {
                        if (i >= min) {
                            ends.or(reached);
                        }
                        reached = onward(part.ends, text, reached);
                    }
                    return ends;
                });
    }

    private static Ends union(List<RandomRegex> parts) {
        return (text, start) -> {
            BitSet ends = new BitSet();
            parts.forEach(part -> ends.or(part.ends.of(text, start)));
            return ends;
        };
    }

    private static Ends intersection(List<RandomRegex> parts) {
        return (text, start) -> {
            BitSet ends = anything(text, start);
            parts.forEach(part -> ends.and(part.ends.of(text, start)));
            return ends;
        };
    }

    private static Ends complement(Ends part) {
        return (text, start) -> {
            BitSet ends = anything(text, start);
            ends.andNot(part.of(text, start));
            return ends;
        };
    }

    private static Ends concatenation(List<RandomRegex> parts) {
        return (text, start) -> {
            BitSet reached = only(start);
            for (RandomRegex part : parts) {
                reached = onward(part.ends, text, reached);
            }
            return reached;
        };
    }

    private static BitSet onward(Ends part, int[] text, BitSet starts) {
        BitSet ends = new BitSet();
        starts.stream().forEach(start -> ends.or(part.of(text, start)));
        return ends;
    }

    private static BitSet anything(int[] text, int start) {
        BitSet ends = new BitSet();
        ends.set(start, text.length + 1);
        return ends;
    }

    private static BitSet only(int end) {
        BitSet ends = new BitSet();
        ends.set(end);
        return ends;
    }

    private static int letter(Random random) {
        int[] letters = LETTERS.codePoints().toArray();
        return letters[random.nextInt(letters.length)];
    }

    private static String escaped(int letter) {
        String text = Character.toString(letter);
        return Character.isLetterOrDigit(letter) ? text : "\\" + text;
    }

    private static boolean isSame(int c, int letter, boolean ignoreCase) {
        boolean ascii = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        return c == letter || ignoreCase && ascii && (c ^ 0x20) == letter;
    }

    private static String joined(List<RandomRegex> parts, String operator) {
        return parts.stream()
                .map(RandomRegex::spelling)
                .collect(Collectors.joining(operator, "(", ")"));
    }
}
