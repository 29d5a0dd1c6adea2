// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.Expr.ArithmeticOperator;

/** Computes with Long and Double. What has no exact or finite result has no result: null. */
final class Numbers {

    private static final double TWO_TO_63 = 0x1p63;

    private Numbers() {}

    /** The mathematical order, also where a Double has no room for all digits of a Long. */
    static int compare(Number left, Number right) {
        if (left instanceof Long a) {
            return right instanceof Long b
                    ? Long.compare(a, b)
                    : compare((long) a, right.doubleValue());
        }
        return right instanceof Long b
                ? -compare((long) b, left.doubleValue())
                : compare(left.doubleValue(), right.doubleValue());
    }

    /** Integral values as Long, so that 1 and 1.0 are equal objects. */
    static Number canonical(Number number) {
        double value = number.doubleValue();
        boolean integral =
                number instanceof Double
                        && value == Math.rint(value)
                        && value >= -TWO_TO_63
                        && value < TWO_TO_63;
        return integral ? (Number) (long) value : number;
    }

    static Number negate(Number number) {
        if (number instanceof Long value) {
            return value == Long.MIN_VALUE ? null : (Number) Math.negateExact(value);
        }
        return -number.doubleValue();
    }

    static Number compute(Number left, ArithmeticOperator operator, Number right) {
        if (left instanceof Long a && right instanceof Long b) {
            return compute((long) a, operator, (long) b);
        }
        double result = compute(left.doubleValue(), operator, right.doubleValue());
        return Double.isFinite(result) ? (Number) result : null;
    }

    private static Long compute(long left, ArithmeticOperator operator, long right) {
        try {
            return switch (operator) {
                case ADD -> Math.addExact(left, right);
                case SUBTRACT -> Math.subtractExact(left, right);
                case MULTIPLY -> Math.multiplyExact(left, right);
                case DIVIDE ->
                        right == 0 || (left == Long.MIN_VALUE && right == -1)
                                ? null
                                : (Long) (left / right);
                case MODULO -> right == 0 ? null : (Long) (left % right);
            };
        } catch (ArithmeticException overflow) {
            return null;
        }
    }

    private static double compute(double left, ArithmeticOperator operator, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
        };
    }

    private static int compare(double left, double right) {
        // Unlike Double.compare, both zeros are equal; NaN never gets here.
        return left < right ? -1 : left > right ? 1 : 0;
    }

    private static int compare(long left, double right) {
        if (right >= TWO_TO_63) {
            return -1;
        }
        if (right < -TWO_TO_63) {
            return 1;
        }
        long whole = (long) right;
        return left != whole ? Long.compare(left, whole) : compare(0.0, right - whole);
    }
}
