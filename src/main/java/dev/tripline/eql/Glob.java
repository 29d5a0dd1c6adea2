// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/**
 * A pattern of {@code *} and {@code ?} in its general form. Remembers only the last star: an
 * earlier one never has to give back what it took, so the work is at most text times pattern.
 */
final class Glob implements TextTest {

    private final String pattern;
    private final boolean ignoreCase;

    Glob(String pattern, boolean ignoreCase) {
        this.pattern = ignoreCase ? AsciiCase.fold(pattern) : pattern;
        this.ignoreCase = ignoreCase;
    }

    @Override
    public boolean matches(String text) {
        int t = 0;
        int p = 0;
        int star = -1;
        int starEnd = 0;
        while (t < text.length()) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (wanted == '*' && p < pattern.length()) {
                star = p++;
                starEnd = t;
            } else if (wanted == '?' && p < pattern.length()) {
                t = text.offsetByCodePoints(t, 1);
                p++;
            } else if (p < pattern.length() && fold(text.charAt(t)) == wanted) {
                t++;
                p++;
            } else if (star >= 0) {
                starEnd = text.offsetByCodePoints(starEnd, 1);
                t = starEnd;
                p = star + 1;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private char fold(char c) {
        return ignoreCase ? AsciiCase.fold(c) : c;
    }
}
