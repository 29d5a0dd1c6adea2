// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * JSON that a source wrote into a string, as it is, in base64, or quoted once more. In base64 it
 * may also be in gzip, which is left to others.
 */
final class EmbeddedJson {

    private static final int ESCAPE_LENGTH = 5;

    /** The bytes {@code 1f 8b 08}, in base64. */
    private static final String GZIP = "H4sI";

    /** The bytes {@code [{"}, in base64. */
    private static final String LIST = "W3si";

    private EmbeddedJson() {}

    /** The bytes of the document in {@code text}; of {@code text} itself if it holds none. */
    static byte[] bytes(String text) {
        byte[] decoded = base64(text);
        return decoded == null ? utf8(unquoted(text)) : decoded;
    }

    /** No object begins like this, but one that was cut out of the middle of a quoted string. */
    private static String unquoted(String text) {
        if (!text.startsWith("{\\\"")) {
            return text;
        }
        try (JsonParser parser = JsonReader.TEXTS.createParser('"' + text + '"')) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            return text;
        }
    }

    /** What base64 begins with says what the bytes in it begin with. */
    private static byte[] base64(String text) {
        try {
            if (text.startsWith("e")) {
                byte[] decoded = Base64.getDecoder().decode(text);
                return decoded.length > 0 && decoded[0] == '{' ? decoded : null;
            }
            return text.startsWith(GZIP) || text.startsWith(LIST)
                    ? Base64.getDecoder().decode(text)
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Half a surrogate pair, which UTF-8 cannot say, stays the escape that it was. */
    private static byte[] utf8(String text) {
        StringBuilder escaped = null;
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (escaped == null) {
                escaped = new StringBuilder(text.length() + ESCAPE_LENGTH);
            }
            escaped.append(text, done, i).append("\\u").append(Integer.toHexString(c));
            done = i + 1;
        }
        return (escaped == null ? text : escaped.append(text, done, text.length()).toString())
                .getBytes(StandardCharsets.UTF_8);
    }
}
