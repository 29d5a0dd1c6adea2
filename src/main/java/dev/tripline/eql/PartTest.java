// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/**
 * The functions that look for a constant part in a field, without the arrays and folded copies that
 * a general call needs. With {@code ~} they fold like the patterns on fields.
 */
final class PartTest {

    private PartTest() {}

    /** Null if the call is of another function or of another shape. */
    static TextTest of(Expr.Call call) {
        if (call.arguments().size() != 2
                || !(call.arguments().get(0) instanceof Expr.Field)
                || !(call.arguments().get(1) instanceof Expr.Literal literal)
                || !(literal.value() instanceof String part)) {
            return null;
        }
        boolean ignoreCase = call.ignoreCase();
        return switch (EqlFunction.named(call.name())) {
            case STARTS_WITH -> GlobCompiler.part(part, false, true, ignoreCase);
            case ENDS_WITH -> GlobCompiler.part(part, true, false, ignoreCase);
            case STRING_CONTAINS ->
                    part.isEmpty()
                            ? text -> false
                            : GlobCompiler.part(part, true, true, ignoreCase);
            default -> null;
        };
    }
}
