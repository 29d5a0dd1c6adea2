// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.EventFilterContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * The first token that does not fit.
 *
 * @param before what stands before it, null if nothing does
 * @param after what stands behind it, null if nothing does
 */
record Misfit(Token before, Token token, Token after) {

    private static final int MAX_SHOWN = 40;

    static Misfit of(Token token, TokenStream tokens) {
        return new Misfit(neighbour(token, tokens, -1), token, neighbour(token, tokens, 1));
    }

    private static Token neighbour(Token token, TokenStream tokens, int step) {
        int index = token.getTokenIndex() + step;
        while (index >= 0
                && index < tokens.size()
                && tokens.get(index).getChannel() != Token.DEFAULT_CHANNEL) {
            index += step;
        }
        return index < 0 || index >= tokens.size() ? null : tokens.get(index);
    }

    /**
     * The refusal of the token, or of the one before it if that one is to blame.
     *
     * @param rule of the grammar in which the token was met
     * @param expected kinds of tokens that would fit; may be empty
     */
    Refusal refusal(RuleContext rule, IntervalSet expected) {
        if (before != null && Keywords.misspelt(before)) {
            return Refusal.at(
                    before, "unexpected " + shown(before) + "; " + Keywords.advice(before));
        }
        if (before != null && rule instanceof EventFilterContext) {
            if (token.getType() == EqlTokens.OF) {
                return Refusal.at(before, Lineage.message(before.getText()));
            }
            String foreign = ForeignWords.first(before.getText());
            if (foreign != null) {
                return Refusal.at(before, foreign);
            }
        }
        String advice = new SyntaxAdvice(rule, this, expected).text();
        String message = "unexpected " + shown(token) + (advice.isEmpty() ? "" : "; " + advice);
        return isEnd() && before != null
                // Not where blank lines end.
                ? Refusal.at(
                        before,
                        before.getText().codePointCount(0, before.getText().length()),
                        message)
                : Refusal.at(token, message);
    }

    boolean follows(int type) {
        return before != null && before.getType() == type;
    }

    /** Without anything in between. */
    boolean followsDirectly(int type) {
        return follows(type) && before.getStopIndex() + 1 == token.getStartIndex();
    }

    boolean precedes(int type) {
        return after != null && after.getType() == type;
    }

    private boolean isEnd() {
        return token.getType() == Token.EOF;
    }

    private static String shown(Token token) {
        if (token.getType() == Token.EOF) {
            return "end of query";
        }
        String text = token.getText();
        return "`" + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…") + "`";
    }
}
