// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Lines of a file as bytes, plain or gzipped, with a bound on how much of a line is held in memory.
 */
public final class LineReader implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC_FIRST = 0x1f;
    private static final int GZIP_MAGIC_SECOND = 0x8b;

    private final InputStream stream;
    private final int maxKeptBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long number;

    private LineReader(InputStream stream, int maxKeptBytes) {
        this.stream = stream;
        this.maxKeptBytes = maxKeptBytes;
    }

    /**
     * @param bytes what is one line or more; recognised as gzip by its first bytes, whatever the
     *     file is called
     */
    static LineReader of(InputStream bytes, int maxKeptBytes) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(bytes, 2);
        int first = stream.read();
        int second = first < 0 ? -1 : stream.read();
        if (second >= 0) {
            stream.unread(second);
        }
        if (first >= 0) {
            stream.unread(first);
        }
        boolean gzip = first == GZIP_MAGIC_FIRST && second == GZIP_MAGIC_SECOND;
        return new LineReader(
                gzip ? new GZIPInputStream(stream, BUFFER_BYTES) : stream, maxKeptBytes);
    }

    /**
     * @param bytes the line without its end, cut if it was too long to be kept
     * @param length of the line as it was
     * @param number from 1
     */
    public record Line(byte[] bytes, long length, long number) {

        /** Whether nothing stands in it. */
        public boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * @return {@code null} at the end of the file
     */
    Line next() throws IOException {
        ByteArrayOutputStream kept = null;
        long length = 0;
        while (true) {
            if (position == limit && !fill()) {
                return length == 0 ? null : line(kept, length);
            }
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int count = end - position;
            if (kept == null) {
                kept = new ByteArrayOutputStream(count);
            }
            kept.write(buffer, position, Math.max(0, Math.min(count, maxKeptBytes - kept.size())));
            length += count;
            position = end;
            if (end < limit) {
                position++;
                return line(kept, length);
            }
        }
    }

    private Line line(ByteArrayOutputStream kept, long length) {
        number++;
        byte[] bytes = kept.toByteArray();
        boolean carriageReturn =
                bytes.length == length && length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn
                ? new Line(Arrays.copyOf(bytes, bytes.length - 1), length - 1, number)
                : new Line(bytes, length, number);
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, stream.read(buffer));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
