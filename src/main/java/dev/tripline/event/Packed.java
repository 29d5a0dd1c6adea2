// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * What is in gzip, for whoever looks for secrets: as far as it unpacks, for what is broken behind
 * them holds them still.
 *
 * @param content what it unpacks to
 * @param cut whether there is more, which nobody has looked at
 */
record Packed(byte[] content, boolean cut) {

    /** The beginning of gzip in base64. */
    static final String IN_BASE64 = "H4sI";

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int HEADER_BYTES = 10;

    /** Gzip can be a thousand times smaller than what it holds; events hardly ever are. */
    private static final int MOST_TIMES = 100;

    private static final int MOST_BYTES = 16 << 20;
    private static final int BUFFER_BYTES = 8 << 10;

    static boolean is(byte[] bytes) {
        return bytes.length > HEADER_BYTES
                && (bytes[0] & 0xff) == FIRST
                && (bytes[1] & 0xff) == SECOND;
    }

    /**
     * @param bytes that begin like gzip
     */
    static Packed of(byte[] bytes) {
        Packed whole = read(() -> new GZIPInputStream(new ByteArrayInputStream(bytes)), bytes);
        return whole.content.length > 0 ? whole : behindHeader(bytes);
    }

    /** Of the header hardly anything is needed. */
    private static Packed behindHeader(byte[] bytes) {
        Inflater inflater = new Inflater(true);
        try {
            return read(
                    () ->
                            new InflaterInputStream(
                                    new ByteArrayInputStream(
                                            bytes, HEADER_BYTES, bytes.length - HEADER_BYTES),
                                    inflater),
                    bytes);
        } finally {
            inflater.end();
        }
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private static Packed read(Opening opening, byte[] bytes) {
        int most = (int) Math.min(MOST_BYTES, (long) bytes.length * MOST_TIMES);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (InputStream in = opening.open()) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                content.write(buffer, 0, length);
                if (content.size() > most) {
                    return new Packed(content.toByteArray(), true);
                }
            }
        } catch (IOException e) {
            // It is broken here; what stands before is what there is.
        }
        return new Packed(content.toByteArray(), false);
    }
}
