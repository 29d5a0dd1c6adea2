// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a regular expression that would mean something else in other dialects.
 *
 * @param offset from 0
 */
record RegexHabit(int offset, String message) {

    static List<RegexHabit> in(String regex) {
        List<RegexHabit> habits = new ArrayList<>();
        boolean quantified = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            boolean afterQuantifier = quantified;
            quantified = c == '*' || c == '+' || c == '?' || c == '}';
            switch (c) {
                case '\\', '[', '"' -> i = RegexText.last(regex, i);
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

    private static String anchor(char c) {
        return "`"
                + c
                + "` is an ordinary character here and a pattern always fits the whole value; leave"
                + " it out, or write `\\"
                + c
                + "` for the character";
    }
}
