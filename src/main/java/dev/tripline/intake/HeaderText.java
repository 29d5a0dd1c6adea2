// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.Coordinates;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Writes the headers of a record as {@link Coordinates#headers()}: few and short, because they wait
 * in state with the evidence. A value that is too long is left out, not cut, since half a token
 * cannot be recognised as one any more.
 */
final class HeaderText {

    private static final int MAX_HEADERS = 16;
    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_VALUE_BYTES = 256;

    /** Headers whose values are nobody's business, in whatever form they come. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)auth|token|secret|passw|cookie|credential|api[-_.]?key|signature");

    private HeaderText() {}

    /** {@code null} if there are no headers. */
    static String of(Headers headers) {
        ObjectNode json = null;
        for (Header header : headers) {
            if (json == null) {
                json = JsonNodeFactory.instance.objectNode();
            }
            if (json.size() == MAX_HEADERS) {
                break;
            }
            json.put(name(header.key()), value(header.key(), header.value()));
        }
        return json == null ? null : json.toString();
    }

    private static String name(String key) {
        return key.length() > MAX_NAME_LENGTH ? key.substring(0, MAX_NAME_LENGTH) + "…" : key;
    }

    private static String value(String key, byte[] value) {
        if (value == null) {
            return null;
        }
        if (value.length > MAX_VALUE_BYTES) {
            return "(" + value.length + " bytes)";
        }
        return SECRET.matcher(key).find() ? "(hidden)" : new String(value, StandardCharsets.UTF_8);
    }
}
