// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as lenient clients and the servers behind them come to understand it. */
final class LooseText {

    /** Clients, proxies and servers may each take one layer off. */
    private static final int LAYERS = 3;

    private static final int MAX_STEPS_BACK = 16;

    /** What host names are free of once they are mapped: soft hyphens and other zero widths. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u00ad\\u200b-\\u200d\\u2060\\ufeff]");

    private static final Pattern DOUBLED = Pattern.compile("(?<![:/])/{2,}");
    private static final Pattern SAME = Pattern.compile("(?:/\\.)++(?=/)");
    private static final Pattern BACK = Pattern.compile("/(?!\\.\\./)[^/\\s]++/\\.\\.(?=/)");

    private LooseText() {}

    /**
     * Without percent-encoding, in lower case, and with the characters that host names are mapped
     * to, such as digits for full-width ones.
     */
    static String plain(String text) {
        String plain = text;
        for (int layer = 0; layer < LAYERS && plain.indexOf('%') >= 0; layer++) {
            plain = PercentCode.decode(plain);
        }
        if (!isAscii(plain)) {
            plain = Normalizer.normalize(plain, Normalizer.Form.NFKC).replace('\u3002', '.');
            plain = INVISIBLE.matcher(plain).replaceAll("");
        }
        return plain.toLowerCase(Locale.ROOT);
    }

    /** Without the doubled slashes and the dotted steps of paths in it. */
    static String withoutDetours(String plain) {
        String text = plain;
        if (text.indexOf("//") >= 0) {
            text = DOUBLED.matcher(text).replaceAll("/");
        }
        if (text.contains("/.")) {
            text = SAME.matcher(text).replaceAll("");
            for (int i = 0; i < MAX_STEPS_BACK && text.contains("/../"); i++) {
                text = BACK.matcher(text).replaceAll("");
            }
        }
        return text;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '\u007f') {
                return false;
            }
        }
        return true;
    }
}
