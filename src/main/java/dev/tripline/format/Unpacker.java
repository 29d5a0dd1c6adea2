// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.JsonReader.Slice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks what is in gzip in one record, up to so many bytes in all: a thousandth of them, or a
 * thousand items of as much, would be enough to fill the memory or to keep it busy for minutes.
 */
final class Unpacker {

    private static final byte FIRST = 0x1f;
    private static final byte SECOND = (byte) 0x8b;

    private final long most;
    private long left;

    Unpacker(long most) {
        this.most = most;
        this.left = most;
    }

    static boolean isPacked(Slice content) {
        return content.length() >= 2
                && content.bytes()[content.offset()] == FIRST
                && content.bytes()[content.offset() + 1] == SECOND;
    }

    /**
     * @return {@code null} if it is more than is left
     * @throws IOException if it is broken
     */
    Slice unpack(Slice packed) throws IOException {
        try (InputStream in =
                new GZIPInputStream(
                        new ByteArrayInputStream(
                                packed.bytes(), packed.offset(), packed.length()))) {
            int bound = (int) Math.min(left, Integer.MAX_VALUE - Long.BYTES);
            byte[] unpacked = in.readNBytes(bound);
            left -= unpacked.length;
            return in.read() < 0 ? Slice.of(unpacked) : null;
        }
    }

    long most() {
        return most;
    }
}
