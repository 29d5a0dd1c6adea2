// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the cheapest test for each pattern of {@code *} and {@code ?}. There is no escape. */
final class GlobCompiler {

    private GlobCompiler() {}

    /** A test that holds if any of the patterns matches the whole text. */
    static TextTest compile(List<String> patterns, boolean ignoreCase) {
        Set<String> exact = new HashSet<>();
        List<TextTest> tests = new ArrayList<>();
        for (String pattern : patterns) {
            if (isExact(pattern)) {
                exact.add(pattern);
            } else {
                tests.add(compile(pattern, ignoreCase));
            }
        }
        if (!exact.isEmpty()) {
            tests.add(0, ignoreCase ? new FoldedSet(exact) : new TextSet(exact));
        }
        return anyOf(tests);
    }

    private static boolean isExact(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    private static TextTest compile(String pattern, boolean ignoreCase) {
        int start = 0;
        int end = pattern.length();
        while (start < end && pattern.charAt(start) == '*') {
            start++;
        }
        while (end > start && pattern.charAt(end - 1) == '*') {
            end--;
        }
        String core = pattern.substring(start, end);
        if (core.isEmpty()) {
            return text -> true;
        }
        if (!isExact(core)) {
            return new Glob(pattern, ignoreCase);
        }
        boolean openStart = start > 0;
        boolean openEnd = end < pattern.length();
        return part(core, openStart, openEnd, ignoreCase);
    }

    /** A test for text that contains {@code core}, at an end that is not open if there is one. */
    static TextTest part(String core, boolean openStart, boolean openEnd, boolean ignoreCase) {
        return ignoreCase
                ? folded(AsciiCase.fold(core), openStart, openEnd)
                : literal(core, openStart, openEnd);
    }

    /** At least one end is open, here and below. */
    private static TextTest literal(String core, boolean openStart, boolean openEnd) {
        if (openStart && openEnd) {
            return text -> text.contains(core);
        }
        return openEnd ? text -> text.startsWith(core) : text -> text.endsWith(core);
    }

    private static TextTest folded(String core, boolean openStart, boolean openEnd) {
        if (openStart && openEnd) {
            return text -> AsciiCase.contains(text, core);
        }
        return openEnd
                ? text -> AsciiCase.isAt(text, 0, core)
                : text -> AsciiCase.isAt(text, text.length() - core.length(), core);
    }

    static TextTest anyOf(List<TextTest> alternatives) {
        if (alternatives.size() == 1) {
            return alternatives.get(0);
        }
        TextTest[] tests = alternatives.toArray(new TextTest[0]);
        return text -> {
            for (TextTest test : tests) {
                if (test.matches(text)) {
                    return true;
                }
            }
            return false;
        };
    }
}
