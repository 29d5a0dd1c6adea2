// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;
import java.util.List;

/** Computes what needs no event. */
final class Folding {

    private static final Object[] NO_FIELDS = {};

    private Folding() {}

    /**
     * The literal that {@code expr} stands for; {@code expr} itself if it mentions a field or has
     * no value. A condition over null is null, also when it is negated, unlike one over a field
     * that an event lacks.
     */
    static Expr fold(Expr expr) {
        Expr simpler = withoutNulls(expr);
        if (isOpen(simpler)) {
            return simpler;
        }
        Object value = new ValueCompiler().compile(simpler).compute(NO_FIELDS);
        if (value != null) {
            return new Expr.Literal((Serializable) value);
        }
        return ValueType.of(simpler) == ValueType.BOOLEAN && mentionsNull(simpler)
                ? Expr.Literal.NULL
                : simpler;
    }

    /** Whether null stands somewhere in {@code expr}. */
    static boolean mentionsNull(Expr expr) {
        return expr.equals(Expr.Literal.NULL)
                || expr.operands().stream().anyMatch(Folding::mentionsNull);
    }

    private static boolean isOpen(Expr expr) {
        boolean open = expr instanceof Expr.Field || expr instanceof Expr.Listed;
        return open && !mentionsNull(expr) || expr.operands().stream().anyMatch(Folding::isOpen);
    }

    /** An {@code or} does without its null operands, an {@code and} with one can never hold. */
    private static Expr withoutNulls(Expr expr) {
        if (expr instanceof Expr.And and && and.operands().contains(Expr.Literal.NULL)) {
            return and.operands().contains(Expr.Literal.FALSE)
                    ? Expr.Literal.FALSE
                    : Expr.Literal.NULL;
        }
        if (expr instanceof Expr.Or or && or.operands().contains(Expr.Literal.NULL)) {
            List<Expr> rest =
                    or.operands().stream().filter(o -> !o.equals(Expr.Literal.NULL)).toList();
            return switch (rest.size()) {
                case 0 -> Expr.Literal.NULL;
                case 1 -> rest.get(0);
                default -> new Expr.Or(rest);
            };
        }
        return expr;
    }
}
