// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;

/**
 * A regular expression with all of Lucene's syntax: the alternatives that are plain text, which are
 * looked up, and an automaton for the others. Matching takes one step per character, whatever the
 * pattern. The price is paid once, and limited, when a pattern is compiled.
 *
 * @param rest null if there are no other alternatives
 */
record LuceneRegex(Set<String> texts, Automaton rest) {

    private static final int MAX_DEPTH = 100;

    /** What parsing costs, and what the smallest automaton occupies. */
    private static final int PATTERN = 200;

    /** How many characters of a plain text are copied, for each of its characters, for a unit. */
    private static final long COPIED = 50;

    private static final Pattern UNKNOWN_ESCAPE =
            Pattern.compile("invalid character class \\\\(\\d{1,6})");

    /** Every task of a job needs the same ones, and making one can take long. */
    private static final Map<Written, SoftReference<LuceneRegex>> USABLE =
            new ConcurrentHashMap<>();

    private record Written(String pattern, boolean ignoreCase) {}

    static LuceneRegex of(String pattern, boolean ignoreCase, RegexWork work) throws UnusableRegex {
        Set<String> texts = new HashSet<>();
        List<RegExp> others = new ArrayList<>();
        for (RegExp part : RegexAutomaton.parts(parsed(pattern, work), RegExp.Kind.REGEXP_UNION)) {
            switch (part.kind) {
                case REGEXP_STRING -> texts.add(part.s);
                case REGEXP_CHAR -> texts.add(Character.toString(part.c));
                default -> others.add(part);
            }
        }
        work.spend(texts.size());
        if (others.isEmpty()) {
            return new LuceneRegex(texts, null);
        }
        Automaton rest = new RegexAutomaton(ignoreCase, work).union(others);
        // Its table has a cell for every state and character that makes a difference.
        work.spend((long) rest.getNumStates() * rest.getStartPoints().length);
        return new LuceneRegex(texts, rest);
    }

    private static RegExp parsed(String pattern, RegexWork work) throws UnusableRegex {
        RegexShape shape = new RegexShape(pattern);
        work.spend(PATTERN + pattern.length() + shape.longestText() * shape.longestText() / COPIED);
        if (shape.depth() > MAX_DEPTH) {
            throw new UnusableRegex(
                    "this regular expression nests deeper than " + MAX_DEPTH + " levels");
        }
        try {
            return new RegExp(pattern, RegExp.ALL);
        } catch (IllegalArgumentException e) {
            throw new UnusableRegex("not a regular expression: " + words(e.getMessage()));
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

    /** A test that holds if the whole text matches one of the patterns, known to be usable. */
    static TextTest test(List<String> patterns, boolean ignoreCase) {
        Set<String> texts = new HashSet<>();
        List<TextTest> tests = new ArrayList<>();
        for (String pattern : patterns) {
            LuceneRegex regex = usable(pattern, ignoreCase);
            texts.addAll(regex.texts);
            if (regex.rest != null) {
                tests.add(new CharacterRunAutomaton(regex.rest)::run);
            }
        }
        if (!texts.isEmpty()) {
            tests.add(0, ignoreCase ? new FoldedSet(texts) : new TextSet(texts));
        }
        return GlobCompiler.anyOf(tests);
    }

    /** Whether no text at all matches a pattern that is known to be usable. */
    static boolean matchesNothing(String pattern) {
        LuceneRegex regex = usable(pattern, false);
        return regex.texts.isEmpty() && Operations.isEmpty(regex.rest);
    }

    private static LuceneRegex usable(String pattern, boolean ignoreCase) {
        LuceneRegex[] found = new LuceneRegex[1];
        USABLE.compute(
                new Written(pattern, ignoreCase),
                (written, known) -> {
                    found[0] = known == null ? null : known.get();
                    if (found[0] != null) {
                        return known;
                    }
                    found[0] = compiled(written);
                    return new SoftReference<>(found[0]);
                });
        return found[0];
    }

    private static LuceneRegex compiled(Written written) {
        try {
            return of(written.pattern, written.ignoreCase, new RegexWork());
        } catch (UnusableRegex e) {
            throw new IllegalArgumentException(e);
        }
    }
}
