// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says what a token that does not fit was probably meant to be. */
final class SyntaxAdvice {

    private static final int MAX_SHOWN = 40;

    private SyntaxAdvice() {}

    static String message(RuleContext rule, Token token, IntervalSet expected) {
        String advice = advice(rule, token, expected);
        String found = token.getType() == Token.EOF ? "end of query" : "`" + shown(token) + "`";
        return "unexpected " + found + (advice.isEmpty() ? "" : "; " + advice);
    }

    private static String advice(RuleContext rule, Token token, IntervalSet expected) {
        String text = token.getText();
        if (isKeyword(text.toLowerCase(Locale.ROOT)) && !isKeyword(text)) {
            return "keywords are lower-case: `" + text.toLowerCase(Locale.ROOT) + "`";
        }
        if (token.getType() == EqlTokens.ASSIGN && !expected.contains(EqlTokens.ASSIGN)) {
            return "compare with `==`; `=` only sets `maxspan` and `runs`";
        }
        if (isKeyword(text) && rule instanceof EqlGrammar.NameContext) {
            return "`" + text + "` is a keyword; as part of a field name it needs backticks";
        }
        if (isWithin(rule, EqlGrammar.PatternsContext.class)) {
            return "the right side must be a string or a list of strings in parentheses";
        }
        if (token.getType() == EqlTokens.PIPE && rule instanceof EqlGrammar.PipeContext) {
            return "combine conditions with `or`";
        }
        if (rule instanceof EqlGrammar.StatementContext && expected.contains(Token.EOF)) {
            return token.getType() == EqlTokens.BY
                    ? "the keys of a term stand before `with runs`"
                    : "expected an operator or the end of the query";
        }
        return expectation(expected);
    }

    private static boolean isWithin(RuleContext rule, Class<?> context) {
        return context.isInstance(rule) || (rule != null && context.isInstance(rule.parent));
    }

    private static String expectation(IntervalSet expected) {
        if (expected.contains(EqlTokens.SEQUENCE)) {
            return "a query starts like `process where …` or `sequence by …`";
        }
        if (expected.contains(EqlTokens.NOT) && expected.contains(EqlTokens.LPAREN)) {
            return "expected a condition or a value";
        }
        if (expected.contains(EqlTokens.MINUS) && expected.contains(EqlTokens.STRING)) {
            return "expected a value";
        }
        if (expected.contains(EqlTokens.ANY)) {
            return "expected `any` or an event category, a plain name or a string";
        }
        if (expected.isNil() || expected.size() > 4) {
            return "";
        }
        Set<String> names = new LinkedHashSet<>();
        for (int type : expected.toArray()) {
            names.add(name(type));
        }
        return "expected " + String.join(" or ", names);
    }

    private static String name(int type) {
        return switch (type) {
            case Token.EOF -> "the end of the query";
            case EqlTokens.IDENTIFIER -> "a name";
            case EqlTokens.QUOTED_IDENTIFIER -> "a name in backticks";
            case EqlTokens.TILDE_IDENTIFIER -> "a function";
            case EqlTokens.STRING, EqlTokens.RAW_STRING, EqlTokens.LEGACY_STRING -> "a string";
            case EqlTokens.INTEGER, EqlTokens.DECIMAL -> "a number";
            default -> EqlTokens.VOCABULARY.getLiteralName(type).replace('\'', '`');
        };
    }

    static boolean isKeyword(String text) {
        return Keywords.ALL.contains(text);
    }

    private static String shown(Token token) {
        String text = token.getText();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
