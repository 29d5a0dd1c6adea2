// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers for {@link ReferenceConditions}: Long, Double, and null for none. */
final class ReferenceNumbers {

    private static final String DECIMAL = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?";

    private ReferenceNumbers() {}

    /** A number itself or as text. */
    static Number of(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        if (!(value instanceof String text) || !text.matches(DECIMAL)) {
            return null;
        }
        Number whole = text.matches("[+-]?[0-9]+") ? fitting(new BigInteger(text)) : null;
        return whole != null ? whole : finite(Double.parseDouble(text));
    }

    static Number negative(Number number) {
        if (number instanceof Long whole) {
            return fitting(BigInteger.valueOf(whole).negate());
        }
        return number == null ? null : (Number) (-number.doubleValue());
    }

    static Number compute(Number left, String operator, Number right) {
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof Long && right instanceof Long) {
            return whole(
                    BigInteger.valueOf(left.longValue()),
                    operator,
                    BigInteger.valueOf(right.longValue()));
        }
        double a = left.doubleValue();
        double b = right.doubleValue();
        return finite(
                switch (operator) {
                    case "+" -> a + b;
                    case "-" -> a - b;
                    case "*" -> a * b;
                    case "/" -> a / b;
                    case "%" -> a % b;
                    default -> throw new IllegalArgumentException(operator);
                });
    }

    private static Number whole(BigInteger a, String operator, BigInteger b) {
        boolean divides = operator.equals("/") || operator.equals("%");
        if (divides && b.signum() == 0) {
            return null;
        }
        return fitting(
                switch (operator) {
                    case "+" -> a.add(b);
                    case "-" -> a.subtract(b);
                    case "*" -> a.multiply(b);
                    case "/" -> a.divide(b);
                    case "%" -> a.remainder(b);
                    default -> throw new IllegalArgumentException(operator);
                });
    }

    /** The function {@code number}. */
    static Number parse(String text, Number base) {
        String trimmed = text.strip();
        boolean hexadecimal = trimmed.matches("[+-]?0[xX].*");
        long radix = base != null ? base.longValue() : hexadecimal ? 16 : 10;
        if (radix == 10) {
            return of(trimmed);
        }
        String digits = radix == 16 ? trimmed.replaceFirst("^([+-]?)0[xX](?![+-])", "$1") : trimmed;
        try {
            return radix < 2 || radix > 36 ? null : fitting(new BigInteger(digits, (int) radix));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** With all the digits that a Double stands for. */
    static BigDecimal exact(Number number) {
        return number instanceof Long whole
                ? BigDecimal.valueOf(whole)
                : new BigDecimal(number.doubleValue());
    }

    private static Number fitting(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : null;
    }

    private static Number finite(double value) {
        return Double.isFinite(value) ? (Number) value : null;
    }
}
