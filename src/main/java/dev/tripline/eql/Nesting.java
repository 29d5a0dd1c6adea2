// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.Token;

/**
 * Bounds the depth of the tree before it is built, so that neither the parser nor anything that
 * walks the tree can run out of stack. Deep are brackets, signs and {@code not} before each other,
 * and chains of arithmetic, which lean to the left.
 */
final class Nesting {

    static final int MAX_DEPTH = 210;

    private final Deque<Integer> outer = new ArrayDeque<>();
    private int depth;

    /**
     * @throws Refusal if the text nests too deeply at {@code token}
     */
    void accept(Token token) {
        switch (token.getType()) {
            case EqlTokens.LPAREN, EqlTokens.LBRACKET, EqlTokens.MISSING -> {
                outer.push(depth);
                depth++;
            }
            case EqlTokens.RPAREN, EqlTokens.RBRACKET -> depth = outer.isEmpty() ? 0 : outer.pop();
            case EqlTokens.NOT,
                    EqlTokens.PLUS,
                    EqlTokens.MINUS,
                    EqlTokens.STAR,
                    EqlTokens.SLASH,
                    EqlTokens.PERCENT ->
                    depth++;
            case EqlTokens.AND, EqlTokens.OR, EqlTokens.COMMA ->
                    depth = outer.isEmpty() ? 0 : outer.peek() + 1;
            default -> {}
        }
        if (depth > MAX_DEPTH) {
            throw Refusal.at(
                    token,
                    "this nests deeper than "
                            + MAX_DEPTH
                            + " levels of parentheses, `not` and arithmetic");
        }
    }
}
