// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The documents of a file, one per line, plain or gzipped; blank lines hold none. */
final class EventLines {

    private static final int GZIP_MAGIC_FIRST = 0x1f;
    private static final int GZIP_MAGIC_SECOND = 0x8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private EventLines() {}

    /** Takes one document. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Takes the document as it stands, without the end of its line.
         *
         * @param number of the line, from 1
         */
        void line(byte[] document, long number) throws IOException;
    }

    static void read(Path file, Receiver receiver) throws IOException {
        try (InputStream stream = open(file)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int c = stream.read(); c >= 0; c = stream.read()) {
                if (c == '\n') {
                    hand(line, number, receiver);
                    number++;
                } else {
                    line.write(c);
                }
            }
            hand(line, number, receiver);
        }
    }

    private static void hand(ByteArrayOutputStream line, long number, Receiver receiver)
            throws IOException {
        byte[] bytes = line.toByteArray();
        line.reset();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        // An event without a name is known by its bytes, to which the end of the line is foreign.
        byte[] document = carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
        for (byte b : document) {
            if (b != ' ' && b != '\t') {
                receiver.line(document, number);
                return;
            }
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        stream.mark(2);
        boolean gzip = stream.read() == GZIP_MAGIC_FIRST && stream.read() == GZIP_MAGIC_SECOND;
        stream.reset();
        return gzip
                ? new BufferedInputStream(new GZIPInputStream(stream, BUFFER_BYTES), BUFFER_BYTES)
                : stream;
    }
}
