// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;

/** Computes what needs no event. */
final class Folding {

    private static final Object[] NO_FIELDS = {};

    private Folding() {}

    /**
     * The literal that {@code expr} stands for; {@code expr} itself if it mentions a field or has
     * no value. The latter is not turned into {@code null}, which would become a null test.
     */
    static Expr fold(Expr expr) {
        if (expr instanceof Expr.Field
                || !expr.operands().stream().allMatch(Expr.Literal.class::isInstance)) {
            return expr;
        }
        Object value = new ValueCompiler().compile(expr).compute(NO_FIELDS);
        return value == null ? expr : new Expr.Literal((Serializable) value);
    }
}
