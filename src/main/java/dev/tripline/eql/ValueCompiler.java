// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.List;

/**
 * Compiles an expression into a computation over one chosen value per mention of a field. Without a
 * value nothing is computed: null propagates, except through {@code == null}.
 */
final class ValueCompiler {

    private final List<String> mentions = new ArrayList<>();

    /** The field of each mention, in the order of the array that the computations take. */
    List<String> mentions() {
        return mentions;
    }

    Computation compile(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            Object value = literal.value();
            return chosen -> value;
        }
        if (expr instanceof Expr.Field field) {
            int mention = mentions.size();
            mentions.add(field.name());
            return chosen -> chosen[mention];
        }
        ValueTest test = ConstantTest.of(expr);
        Computation[] operands =
                expr.operands().stream().map(this::compile).toArray(Computation[]::new);
        if (test != null) {
            return tested(operands[0], test);
        }
        if (expr instanceof Expr.Arithmetic arithmetic) {
            return arithmetic(operands[0], arithmetic.operator(), operands[1]);
        }
        if (expr instanceof Expr.Call call) {
            return new CallComputation(EqlFunction.named(call.name()), call.ignoreCase(), operands);
        }
        return unary(expr, operands);
    }

    private static Computation unary(Expr expr, Computation[] operands) {
        Computation operand = operands[0];
        if (expr instanceof Expr.IsNull) {
            return chosen -> operand.compute(chosen) == null;
        }
        if (expr instanceof Expr.Negate) {
            return chosen -> {
                Number number = Values.number(operand.compute(chosen));
                return number == null ? null : Numbers.negate(number);
            };
        }
        if (expr instanceof Expr.Not) {
            return chosen -> {
                Object value = operand.compute(chosen);
                return value == null ? null : (Object) Boolean.FALSE.equals(value);
            };
        }
        return combined(operands, expr instanceof Expr.Or);
    }

    private static Computation tested(Computation operand, ValueTest test) {
        return chosen -> {
            Object value = operand.compute(chosen);
            return value == null ? null : (Object) test.accepts(value);
        };
    }

    private static Computation arithmetic(
            Computation left, Expr.ArithmeticOperator operator, Computation right) {
        return chosen -> {
            Number a = Values.number(left.compute(chosen));
            Number b = Values.number(right.compute(chosen));
            return a == null || b == null ? null : Numbers.compute(a, operator, b);
        };
    }

    /** {@code and} and {@code or} inside a value: one decisive operand makes nulls irrelevant. */
    private static Computation combined(Computation[] operands, boolean decisive) {
        return chosen -> {
            boolean complete = true;
            for (Computation operand : operands) {
                Object value = operand.compute(chosen);
                if (value == null) {
                    complete = false;
                } else if (value.equals(decisive)) {
                    return decisive;
                }
            }
            return complete ? (Object) !decisive : null;
        };
    }
}
