// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Stops at the first token that does not fit. What a parser guesses after a mistake confuses more
 * than it helps in a language of one statement.
 */
final class SyntaxErrorStrategy extends DefaultErrorStrategy {

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
        Token token = e.getOffendingToken();
        throw refusal(recognizer, token, expected(recognizer, e));
    }

    @Override
    public Token recoverInline(Parser recognizer) {
        throw refusal(recognizer, recognizer.getCurrentToken(), recognizer.getExpectedTokens());
    }

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {
        // Always followed by recover, which says it once.
    }

    @Override
    public void sync(Parser recognizer) {
        // Would skip tokens; the rules notice a wrong one by themselves.
    }

    private static IntervalSet expected(Parser recognizer, RecognitionException e) {
        // If the alternatives only end later than they part, the parser knows what starts them, not
        // what would have continued them.
        boolean late =
                e instanceof NoViableAltException noWay
                        && noWay.getStartToken() != noWay.getOffendingToken();
        return late ? new IntervalSet() : recognizer.getExpectedTokens();
    }

    private static Refusal refusal(Parser recognizer, Token token, IntervalSet expected) {
        return Misfit.of(token, recognizer.getInputStream())
                .refusal(recognizer.getRuleContext(), expected);
    }
}
