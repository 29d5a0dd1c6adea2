// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether bytes are UTF-8 to the letter. The JSON parser is laxer: it takes overlong forms,
 * in which a path can hide from whoever looks for its bytes, and it guesses other encodings.
 */
final class Utf8 {

    private static final int CHUNK = 8192;

    /** JSON begins with ASCII, so a zero among so many bytes means two or four bytes a letter. */
    private static final int TELLING_BYTES = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(CHUNK);

    boolean isText(byte[] bytes, int offset, int length) {
        for (int i = 0; i < Math.min(length, TELLING_BYTES); i++) {
            if (bytes[offset + i] == 0) {
                return false;
            }
        }
        decoder.reset();
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        CoderResult result;
        do {
            decoded.clear();
            result = decoder.decode(rest, decoded, true);
        } while (result.isOverflow());
        return result.isUnderflow();
    }
}
