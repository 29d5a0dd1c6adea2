// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Carries an error out of the part of the query that cannot be understood because of it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final EqlError error;

    private Refusal(EqlError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    static Refusal at(Token token, String message) {
        return at(token, 0, message);
    }

    static Refusal at(ParserRuleContext place, String message) {
        return at(place.start, message);
    }

    /**
     * @param offset characters after the start of the token, which has no line break in between
     */
    static Refusal at(Token token, int offset, String message) {
        return new Refusal(
                new EqlError(token.getLine(), token.getCharPositionInLine() + 1 + offset, message));
    }

    EqlError error() {
        return error;
    }
}
