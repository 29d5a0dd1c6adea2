// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** Case without regard to letters beyond ASCII, as keyword fields are searched. */
final class AsciiCase {

    private AsciiCase() {}

    static char fold(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }

    static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Of a letter, the other case. */
    static int other(int letter) {
        return letter ^ 0x20;
    }

    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(fold(text.charAt(i)));
        }
        return folded.toString();
    }

    static int hash(String text) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + fold(text.charAt(i));
        }
        return hash;
    }

    /** Whether {@code folded} stands in {@code text} at {@code offset}, which may lie outside. */
    static boolean isAt(String text, int offset, String folded) {
        int length = folded.length();
        if (offset < 0 || offset > text.length() - length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (fold(text.charAt(offset + i)) != folded.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean equal(String text, String folded) {
        return text.length() == folded.length() && isAt(text, 0, folded);
    }

    static boolean contains(String text, String folded) {
        for (int i = 0; i <= text.length() - folded.length(); i++) {
            if (isAt(text, i, folded)) {
                return true;
            }
        }
        return false;
    }
}
