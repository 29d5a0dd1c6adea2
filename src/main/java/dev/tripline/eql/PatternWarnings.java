// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ConstantContext;
import dev.tripline.eql.EqlGrammar.FunctionContext;
import dev.tripline.eql.EqlGrammar.LookupContext;
import dev.tripline.eql.EqlGrammar.MatchContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** What is suspicious in patterns, and in text that looks like one. */
final class PatternWarnings {

    private static final int RAW_QUOTE = 3;

    private static final Set<EqlFunction> OF_PARTS =
            EnumSet.of(EqlFunction.STARTS_WITH, EqlFunction.ENDS_WITH, EqlFunction.STRING_CONTAINS);

    private PatternWarnings() {}

    static void check(MatchContext match, QueryWarnings warnings) {
        List<ConstantContext> patterns = match.patterns().constant();
        if (patterns.isEmpty()) {
            // A value list: others decide what is in it.
            return;
        }
        if (match.REGEX() != null || match.REGEX_TILDE() != null) {
            boolean ignoreCase = match.REGEX_TILDE() != null;
            patterns.forEach(pattern -> checkRegex(pattern, ignoreCase, warnings));
        } else if (match.COLON() == null && patterns.stream().noneMatch(PatternWarnings::isGlob)) {
            warnings.add(patterns.get(0).start, withoutWildcard(match, patterns.size()));
        }
    }

    /** A value list whose entries look like patterns where they are text. */
    static void check(LookupContext lookup, Schema schema, QueryWarnings warnings) {
        if (lookup.valueList() == null) {
            return;
        }
        ValueList list = new ListReference(schema).of(lookup.valueList());
        list.entries().stream()
                .filter(PatternWarnings::isGlob)
                .findFirst()
                .ifPresent(
                        entry ->
                                warnings.add(
                                        lookup.valueList().start,
                                        "\""
                                                + entry
                                                + "\" in this list is plain text for `in`; write"
                                                + " `like"
                                                + (lookup.IN_TILDE() == null ? " " : "~ ")
                                                + list.reference()
                                                + "`"));
    }

    /** Constants that look like patterns where they are text. */
    static void check(FunctionContext call, QueryWarnings warnings) {
        String name = call.start.getText();
        EqlFunction function = EqlFunction.named(name.endsWith("~") ? withoutTilde(name) : name);
        if (!OF_PARTS.contains(function) || call.expression().size() < 2) {
            return;
        }
        Token part = call.expression(1).start;
        boolean string =
                part == call.expression(1).stop
                        && (part.getType() == EqlTokens.STRING
                                || part.getType() == EqlTokens.RAW_STRING);
        if (string && isGlob(part.getText())) {
            warnings.add(
                    part,
                    "`*` and `?` are plain text in `"
                            + function.documentedName()
                            + "`, though Elasticsearch may take them for wildcards; if that is"
                            + " meant, write `like`");
        }
    }

    private static String withoutTilde(String name) {
        return name.substring(0, name.length() - 1);
    }

    private static boolean isGlob(ConstantContext pattern) {
        return isGlob(Literals.string(pattern.string()));
    }

    private static boolean isGlob(String text) {
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

    private static void checkRegex(
            ConstantContext pattern, boolean ignoreCase, QueryWarnings warnings) {
        String regex = Literals.string(pattern.string());
        for (RegexHabit habit : RegexHabit.in(regex, ignoreCase)) {
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
