// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import org.antlr.v4.runtime.Token;

/**
 * Bounds the regular expressions of a query together. A costly one of them takes a fraction of a
 * second to compile, and thousands fit into a text.
 */
final class RegexCount {

    static final int MAX = 200;

    static final int MAX_LENGTH = 20_000;

    private boolean inPatterns;
    private int count;
    private int length;

    /**
     * @throws Refusal if {@code token} is one pattern too many
     */
    void accept(Token token) {
        switch (token.getType()) {
            case EqlTokens.REGEX, EqlTokens.REGEX_TILDE -> inPatterns = true;
            case EqlTokens.LPAREN, EqlTokens.COMMA -> {}
            case EqlTokens.STRING, EqlTokens.RAW_STRING -> {
                if (inPatterns) {
                    count++;
                    length += token.getText().length();
                }
            }
            default -> inPatterns = false;
        }
        if (count > MAX || length > MAX_LENGTH) {
            throw Refusal.at(
                    token,
                    "a query has at most "
                            + MAX
                            + " regular expressions with together "
                            + MAX_LENGTH
                            + " characters");
        }
    }
}
