// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Set;
import java.util.TreeSet;

/** The words that cannot be names without backticks, as the lexer has them. */
final class Keywords {

    static final Set<String> ALL = read();

    private Keywords() {}

    private static Set<String> read() {
        Set<String> words = new TreeSet<>();
        for (int type = 1; type <= EqlTokens.VOCABULARY.getMaxTokenType(); type++) {
            String literal = EqlTokens.VOCABULARY.getLiteralName(type);
            if (literal != null && Character.isLetter(literal.charAt(1))) {
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        return Set.copyOf(words);
    }
}
