// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes percent-encoding off, once. What is no escape stays as it is. */
final class PercentCode {

    private static final int ESCAPE = 3;
    private static final int HEX = 16;

    private PercentCode() {}

    /** Returns {@code text} itself if nothing in it is encoded. */
    static String decode(String text) {
        int next = text.indexOf('%');
        if (next < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = 0;
        while (next >= 0) {
            decoded.append(text, end, next);
            end = next;
            while (end < text.length() && text.charAt(end) == '%' && octet(text, end) >= 0) {
                bytes.write(octet(text, end));
                end += ESCAPE;
            }
            // An escape may be one byte of a character, so neighbours are decoded together.
            decoded.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.reset();
            next = text.indexOf('%', end == next ? end + 1 : end);
        }
        return decoded.append(text, end, text.length()).toString();
    }

    /** As values in a query are written, where a space may be a plus. */
    static String decodeQuery(String text) {
        return decode(text.replace('+', ' '));
    }

    private static int octet(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(percent + 1), HEX);
        int low = Character.digit(text.charAt(percent + 2), HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }
}
