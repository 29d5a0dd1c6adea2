// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What makes an expression costly to parse, read off its text exactly as Lucene's parser would read
 * it: that goes one level down, by many calls, for parentheses and complements, and copies a plain
 * text for every character that it appends.
 */
final class RegexShape {

    private final Deque<Integer> outer = new ArrayDeque<>();
    private int base;
    private int complements;
    private int depth;
    private int textLength;
    private int longestText;

    RegexShape(String regex) {
        // Where an operand must stand, an operator is an ordinary character: `(a|)` stays open.
        boolean operandExpected = true;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '(') {
                boolean empty = regex.startsWith(")", i + 1);
                if (empty) {
                    i++;
                } else {
                    open();
                }
                operandExpected = !empty;
            } else if (c == '~') {
                complements++;
                operandExpected = true;
            } else if (!operandExpected && c == ')') {
                base = outer.isEmpty() ? 0 : outer.pop();
            } else if (!operandExpected && (c == '|' || c == '&')) {
                operandExpected = true;
                textLength = 0;
            } else {
                int last = RegexText.last(regex, i);
                boolean text =
                        ".[<@#".indexOf(c) < 0
                                && (operandExpected || "?*+{".indexOf(c) < 0)
                                && !RegexText.isClass(regex, i);
                textLength = text ? textLength + last - i + 1 : 0;
                i = last;
                operandExpected = false;
            }
            longestText = Math.max(longestText, textLength);
            depth = Math.max(depth, base + complements);
            if (!operandExpected) {
                complements = 0;
            }
        }
    }

    private void open() {
        outer.push(base);
        base += complements + 1;
        complements = 0;
    }

    /** How many parentheses and complements stand around the innermost part. */
    int depth() {
        return depth;
    }

    /** The length of the longest part without wildcards, classes and operators. */
    long longestText() {
        return longestText;
    }
}
