// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ConstantContext;
import dev.tripline.eql.EqlGrammar.MatchContext;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** What is suspicious in the patterns behind {@code like} and {@code regex}. */
final class PatternWarnings {

    private static final int RAW_QUOTE = 3;

    private PatternWarnings() {}

    static void check(MatchContext match, QueryWarnings warnings) {
        List<ConstantContext> patterns = match.patterns().constant();
        if (match.REGEX() != null || match.REGEX_TILDE() != null) {
            patterns.forEach(pattern -> checkRegex(pattern, warnings));
        } else if (match.COLON() == null && patterns.stream().noneMatch(PatternWarnings::isGlob)) {
            warnings.add(patterns.get(0).start, withoutWildcard(match, patterns.size()));
        }
    }

    private static boolean isGlob(ConstantContext pattern) {
        String text = Literals.string(pattern.string());
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** With {@code :} that is how people write "equals in any case", so it is not mentioned. */
    private static String withoutWildcard(MatchContext match, int patterns) {
        boolean anyCase = match.LIKE_TILDE() != null;
        if (patterns > 1) {
            return "none of these patterns has a wildcard `*` or `?`; write `"
                    + (anyCase ? "in~" : "in")
                    + " (…)`, or add the wildcards";
        }
        return "this pattern has no wildcard `*` or `?`; write `"
                + (anyCase ? "in~ (…)" : "==")
                + "`, or add the wildcard";
    }

    private static void checkRegex(ConstantContext pattern, QueryWarnings warnings) {
        String regex = Literals.string(pattern.string());
        for (RegexHabit habit : RegexHabit.in(regex)) {
            int before = regex.codePointCount(0, habit.offset());
            warnings.add(pattern.start, quoteLength(pattern.start, regex, before), habit.message());
        }
    }

    /** Behind an escape, what was written is longer than what it says: then the string's start. */
    private static int quoteLength(Token string, String value, int before) {
        if (string.getType() == EqlTokens.RAW_STRING) {
            return RAW_QUOTE + before;
        }
        return string.getText().length() == value.length() + 2 ? 1 + before : 0;
    }
}
