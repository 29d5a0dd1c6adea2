// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.OptionContext;
import dev.tripline.eql.EqlGrammar.TermContext;

/** Reads {@code with runs=…}. */
final class Runs {

    private static final int MAX = 100;

    private Runs() {}

    /** 1 if the term has none. */
    static int of(TermContext term) {
        OptionContext option = term.option();
        if (option == null) {
            return 1;
        }
        String name = option.IDENTIFIER().getText();
        if (!name.equals("runs")) {
            throw Refusal.at(
                    option.IDENTIFIER().getSymbol(),
                    "unknown option `" + name + "`; a term only has `with runs=…`");
        }
        if (!(Literals.number(option.number()) instanceof Long runs) || runs < 1 || runs > MAX) {
            throw Refusal.at(option.number(), "runs must be a whole number from 1 to " + MAX);
        }
        return runs.intValue();
    }
}
