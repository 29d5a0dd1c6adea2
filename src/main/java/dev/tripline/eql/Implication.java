// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;

/** Finds out whether one condition follows from another, as far as single facts tell. */
final class Implication {

    private Implication() {}

    static boolean holds(Expr known, Expr asked) {
        List<Fact> facts = conjuncts(known).stream().map(part -> fact(part, true)).toList();
        return conjuncts(asked).stream().allMatch(part -> follows(facts, part));
    }

    private static boolean follows(List<Fact> facts, Expr asked) {
        if (asked instanceof Expr.Or or) {
            return or.operands().stream().anyMatch(operand -> follows(facts, operand));
        }
        if (asked.equals(Expr.Literal.TRUE)) {
            return true;
        }
        // It follows from a fact that does not go together with its contrary.
        Fact contrary = fact(asked, false);
        return facts.stream().anyMatch(one -> one.excludes(contrary) || contrary.excludes(one));
    }

    private static List<Expr> conjuncts(Expr condition) {
        return condition instanceof Expr.And and ? and.operands() : List.of(condition);
    }

    private static Fact fact(Expr condition, boolean holds) {
        return condition instanceof Expr.Not not
                ? fact(not.operand(), !holds)
                : new Fact(condition, holds, null, "");
    }
}
