// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Optional;

/** Knows conditions that are false for every event, all by themselves. */
final class Impossible {

    private Impossible() {}

    static Optional<String> reason(Fact fact) {
        Expr condition = fact.condition();
        if (condition instanceof Expr.Literal literal) {
            return Boolean.valueOf(fact.holds()).equals(literal.value())
                    ? Optional.empty()
                    : Optional.of("it does not depend on the event");
        }
        if (condition instanceof Expr.Comparison comparison) {
            return comparison(comparison);
        }
        if (condition instanceof Expr.Regex regex
                && regex.patterns().stream().allMatch(LuceneRegex::matchesNothing)) {
            return Optional.of(
                    "no text fits the pattern; `&` means that both sides must fit and `#` fits"
                            + " nothing, write `\\&` and `\\#` for the characters");
        }
        if (condition instanceof Expr.Call call
                && call.name().equals("stringContains")
                && call.arguments().get(1).equals(new Expr.Literal(""))) {
            return Optional.of("nothing contains the empty text; compare with null instead");
        }
        return Optional.empty();
    }

    private static Optional<String> comparison(Expr.Comparison comparison) {
        Object constant = comparison.right().value();
        if (constant == null) {
            return Optional.of("nothing is less or greater than null");
        }
        boolean ofLength =
                comparison.left() instanceof Expr.Call call && call.name().equals("length");
        if (ofLength && constant instanceof Number number) {
            double limit = number.doubleValue();
            boolean below =
                    switch (comparison.operator()) {
                        case LESS -> limit <= 0;
                        case EQUAL, LESS_OR_EQUAL -> limit < 0;
                        case GREATER, GREATER_OR_EQUAL -> false;
                    };
            if (below) {
                return Optional.of("no text is shorter than the empty one");
            }
        }
        return Optional.empty();
    }
}
