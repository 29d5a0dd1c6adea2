// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Carries errors out of the part of the query that cannot be understood because of them. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<EqlError> errors;

    private Refusal(List<EqlError> errors) {
        super(errors.get(0).toString(), null, false, false);
        this.errors = List.copyOf(errors);
    }

    /**
     * @param errors at least one
     */
    static Refusal of(List<EqlError> errors) {
        return new Refusal(errors);
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
        return of(
                List.of(
                        new EqlError(
                                token.getLine(),
                                token.getCharPositionInLine() + 1 + offset,
                                message)));
    }

    List<EqlError> errors() {
        return errors;
    }
}
