// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;

/** The words that cannot be names without backticks, as the lexer has them. */
final class Keywords {

    static final Set<String> ALL = read();

    private Keywords() {}

    /** Whether a name would be a keyword in lower case. */
    static boolean misspelt(Token token) {
        String text = token.getText();
        return !ALL.contains(text) && ALL.contains(text.toLowerCase(Locale.ROOT));
    }

    static String advice(Token misspelt) {
        return "keywords are lower-case: `" + misspelt.getText().toLowerCase(Locale.ROOT) + "`";
    }

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
