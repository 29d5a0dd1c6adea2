// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** Reads decimal numbers out of text without the exceptions that the JDK throws for other text. */
final class DecimalText {

    private static final int MAX_LONG_DIGITS = 18;
    private static final int MAX_LENGTH = 400;

    private DecimalText() {}

    /**
     * A Long where the text is an integer that fits, else a finite Double; null if the text is no
     * decimal number. A sign and an exponent are allowed, blanks are not.
     */
    static Number parse(String text) {
        int length = text.length();
        int start = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int afterDigits = skipDigits(text, start);
        if (afterDigits == length && length > start && length - start <= MAX_LONG_DIGITS) {
            return Long.parseLong(text);
        }
        if (length > MAX_LENGTH || !isDecimal(text, start, afterDigits)) {
            return null;
        }
        return afterDigits == length ? large(text) : finite(Double.parseDouble(text));
    }

    private static Number large(String integer) {
        try {
            return Long.parseLong(integer);
        } catch (NumberFormatException e) {
            return finite(Double.parseDouble(integer));
        }
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static boolean isDecimal(String text, int start, int afterDigits) {
        int digits = afterDigits - start;
        int i = afterDigits;
        if (i < text.length() && text.charAt(i) == '.') {
            int end = skipDigits(text, i + 1);
            digits += end - i - 1;
            i = end;
        }
        if (digits == 0) {
            return false;
        }
        if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
                i++;
            }
            int end = skipDigits(text, i);
            if (end == i) {
                return false;
            }
            i = end;
        }
        return i == text.length();
    }

    private static int skipDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
