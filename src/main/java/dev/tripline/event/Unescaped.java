// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

/**
 * A text with escapes taken off, of JSON and of URLs alike, and without the zeros of UTF-16 and
 * UTF-32; and where each of its characters stood before.
 *
 * @param starts by character of {@code text}, and at its end; {@code null} if nothing has moved
 */
record Unescaped(String text, int[] starts) {

    private static final int HEX = 16;

    static Unescaped not(String text) {
        return new Unescaped(text, null);
    }

    /** Where in the first text the character that is here at {@code index} began. */
    int start(int index) {
        return starts == null ? index : starts[index];
    }

    /**
     * One more layer taken off.
     *
     * @return {@code null} if there is none
     */
    Unescaped next() {
        StringBuilder plain = null;
        int[] places = null;
        int i = 0;
        while (i < text.length()) {
            int length = escape(i);
            if (length > 1 || (length == 1 && text.charAt(i) == '\0')) {
                if (plain == null) {
                    plain = new StringBuilder(text.length()).append(text, 0, i);
                    places = new int[text.length() + 1];
                    for (int before = 0; before < i; before++) {
                        places[before] = start(before);
                    }
                }
                if (length > 1) {
                    places[plain.length()] = start(i);
                    plain.append(character(i, length));
                }
            } else if (plain != null) {
                places[plain.length()] = start(i);
                plain.append(text.charAt(i));
            }
            i += length;
        }
        if (plain == null) {
            return null;
        }
        places[plain.length()] = start(text.length());
        return new Unescaped(plain.toString(), places);
    }

    /** The length of the escape that begins here, 1 if it is a character as any other. */
    private int escape(int at) {
        char c = text.charAt(at);
        if (c == '%') {
            return isHex(at + 1, 2) ? 3 : 1;
        }
        if (c != '\\' || at + 1 == text.length()) {
            return 1;
        }
        return switch (text.charAt(at + 1)) {
            case 'u' -> isHex(at + 2, 4) ? 6 : 1;
            case 'x' -> isHex(at + 2, 2) ? 4 : 1;
            case '"', '\'', '\\', '/', 'n', 'r', 't' -> 2;
            default -> 1;
        };
    }

    private boolean isHex(int from, int length) {
        if (from + length > text.length()) {
            return false;
        }
        for (int i = from; i < from + length; i++) {
            if (Character.digit(text.charAt(i), HEX) < 0) {
                return false;
            }
        }
        return true;
    }

    private char character(int at, int length) {
        if (length > 2) {
            int digits = text.charAt(at) == '%' ? at + 1 : at + 2;
            return (char) Integer.parseInt(text, digits, at + length, HEX);
        }
        char c = text.charAt(at + 1);
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
