// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spells a text with its own characters, as far as tokens are concerned: without JSON escapes of
 * letters, digits and the like, also in JSON within JSON, and without the zeros of UTF-16 and
 * UTF-32.
 */
final class NeedlessEscapes {

    /** It never steps back, and begins only once in a row of backslashes. */
    private static final Pattern ESCAPE =
            Pattern.compile("(?<!\\\\)\\\\++(?:/|u00([2-7][0-9A-Fa-f]))");

    /** What tokens, and what introduces them, may consist of. */
    private static final String PLAIN = "._~+/=%:-";

    private NeedlessEscapes() {}

    /**
     * @return {@code text} itself if there are none
     */
    static String removed(String text) {
        String withoutZeros = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        return withoutZeros.indexOf('\\') < 0
                ? withoutZeros
                : ESCAPE.matcher(withoutZeros)
                        .replaceAll(escape -> Matcher.quoteReplacement(plain(escape)));
    }

    private static String plain(MatchResult escape) {
        if (escape.group(1) == null) {
            return "/";
        }
        char c = (char) Integer.parseInt(escape.group(1), 16);
        return Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0
                ? String.valueOf(c)
                : escape.group();
    }
}
