// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Locale;

/** The function {@code number}: text to a number of a given base. */
final class NumberText {

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private NumberText() {}

    static Object number(Object[] arguments, boolean ignoreCase) {
        String text = ((String) arguments[0]).strip();
        Object base = arguments.length > 1 ? arguments[1] : null;
        boolean prefixed = hasHexPrefix(text);
        long radix =
                base == null ? (prefixed ? HEXADECIMAL : DECIMAL) : ((Number) base).longValue();
        if (radix == DECIMAL) {
            return DecimalText.parse(text);
        }
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            return null;
        }
        String digits = radix == HEXADECIMAL && prefixed ? withoutPrefix(text) : text;
        return integer(digits, (int) radix);
    }

    private static Object integer(String digits, int radix) {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean hasHexPrefix(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("0x", signLength(text));
    }

    private static String withoutPrefix(String text) {
        int sign = signLength(text);
        String digits = text.substring(sign + 2);
        // A second sign would be read as the sign of the digits.
        return signLength(digits) > 0 ? "" : text.substring(0, sign) + digits;
    }

    private static int signLength(String text) {
        return text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    }
}
