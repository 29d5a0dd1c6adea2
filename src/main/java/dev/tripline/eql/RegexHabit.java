// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a regular expression that would mean something else in other dialects.
 *
 * @param offset from 0
 */
record RegexHabit(int offset, String message) {

    private static final Pattern RANGE_OF_LETTERS = Pattern.compile("[a-z]-[a-z]|[A-Z]-[A-Z]");

    static List<RegexHabit> in(String regex, boolean ignoreCase) {
        List<RegexHabit> habits = new ArrayList<>();
        boolean quantified = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            boolean afterQuantifier = quantified;
            quantified = c == '*' || c == '+' || c == '?' || c == '}';
            switch (c) {
                case '[' -> {
                    int last = Math.min(RegexText.last(regex, i), regex.length() - 1);
                    String range = ignoreCase ? ofOneCase(regex.substring(i, last + 1)) : null;
                    if (range != null) {
                        habits.add(new RegexHabit(i, keepsCase(range)));
                    }
                    i = last;
                }
                case '\\', '"' -> i = RegexText.last(regex, i);
                case '@' ->
                        habits.add(
                                new RegexHabit(
                                        i, "`@` stands for any text here; write `\\@` for an @"));
                case '^', '$' -> habits.add(new RegexHabit(i, anchor(c)));
                case '?' -> {
                    if (afterQuantifier) {
                        habits.add(
                                new RegexHabit(
                                        i,
                                        "there are no lazy quantifiers; this `?` makes optional"
                                                + " what stands before it; leave it out"));
                    }
                }
                default -> {}
            }
        }
        return habits;
    }

    /** A range of letters that the class does not also have in the other case, or null. */
    private static String ofOneCase(String characterClass) {
        Matcher range = RANGE_OF_LETTERS.matcher(characterClass);
        while (range.find()) {
            if (!characterClass.contains(inOtherCase(range.group()))) {
                return range.group();
            }
        }
        return null;
    }

    private static String inOtherCase(String range) {
        String upper = range.toUpperCase(Locale.ROOT);
        return upper.equals(range) ? range.toLowerCase(Locale.ROOT) : upper;
    }

    private static String keepsCase(String range) {
        return "ranges keep their case, even in `regex~`; write `["
                + range
                + inOtherCase(range)
                + "]` for letters of any case";
    }

    private static String anchor(char c) {
        return "`"
                + c
                + "` is an ordinary character here and a pattern always fits the whole value; leave"
                + " it out, or write `\\"
                + c
                + "` for the character";
    }
}
