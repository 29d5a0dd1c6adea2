// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/**
 * Lucene's regular expressions with all of their syntax, as automata: matching takes one step per
 * character, whatever the pattern. The price is paid once, and limited, when a pattern is compiled.
 */
final class LuceneRegex {

    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_DEPTH = 50;

    /** Elasticsearch has the same limit, so the same patterns are refused. */
    private static final int MAX_DETERMINIZE_WORK = 10_000;

    private static final Pattern UNKNOWN_ESCAPE =
            Pattern.compile("invalid character class \\\\(\\d{1,6})");

    private LuceneRegex() {}

    /** A pattern that cannot be used; the message says why. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /** A test that holds if the whole text matches. */
    static TextTest compile(String pattern, boolean ignoreCase) throws Unusable {
        if (pattern.isEmpty()) {
            // Without regard to case, Lucene would not even match the empty text.
            return String::isEmpty;
        }
        if (pattern.length() > MAX_LENGTH) {
            throw new Unusable("a regular expression has at most " + MAX_LENGTH + " characters");
        }
        // Lucene parses by recursion, with many calls for each level.
        if (depth(pattern) > MAX_DEPTH) {
            throw new Unusable("this regular expression nests too deeply");
        }
        try {
            int flags = ignoreCase ? RegExp.ASCII_CASE_INSENSITIVE : 0;
            RegExp regex = new RegExp(pattern, RegExp.ALL, flags);
            if (RegexSize.isTooLarge(regex)) {
                throw new Unusable("this regular expression repeats too much to be compiled");
            }
            Automaton automaton = regex.toAutomaton(MAX_DETERMINIZE_WORK);
            return new CharacterRunAutomaton(automaton, MAX_DETERMINIZE_WORK)::run;
        } catch (TooComplexToDeterminizeException e) {
            throw new Unusable("this regular expression is too complex to be compiled");
        } catch (IllegalArgumentException e) {
            throw new Unusable("not a regular expression: " + words(e.getMessage()));
        } catch (IndexOutOfBoundsException e) {
            // Lucene's own mistake, for example with repetitions of the empty language: #{2}.
            throw new Unusable("this regular expression cannot be compiled");
        }
    }

    /** Lucene names the letter behind a backslash by its number. */
    private static String words(String problem) {
        Matcher escape = UNKNOWN_ESCAPE.matcher(problem);
        return escape.matches()
                ? "there is no `\\"
                        + Character.toString(Integer.parseInt(escape.group(1)))
                        + "`; the letters behind a backslash are d, w and s, and D, W and S"
                : problem;
    }

    /** A test for patterns that were compiled before and are thus known to be usable. */
    static TextTest checked(List<String> patterns, boolean ignoreCase) {
        TextTest[] tests = new TextTest[patterns.size()];
        try {
            for (int i = 0; i < tests.length; i++) {
                tests[i] = compile(patterns.get(i), ignoreCase);
            }
        } catch (Unusable e) {
            throw new IllegalArgumentException(e);
        }
        return tests.length == 1 ? tests[0] : GlobCompiler.anyOf(tests);
    }

    /** Whether no text at all matches a pattern that is known to be usable. */
    static boolean matchesNothing(String pattern) {
        return Operations.isEmpty(new RegExp(pattern, RegExp.ALL).toAutomaton());
    }

    private static int depth(String pattern) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '(' || c == '~') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }
}
