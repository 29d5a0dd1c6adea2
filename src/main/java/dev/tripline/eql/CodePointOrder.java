// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** The order of strings in an index: by code point, which is also the order of UTF-8 bytes. */
final class CodePointOrder {

    private CodePointOrder() {}

    static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Surrogates stand for code points above all others, although their numbers are lower. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x1_0000 : c;
    }
}
