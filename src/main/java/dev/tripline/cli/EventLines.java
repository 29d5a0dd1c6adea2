// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.intake.DocumentReader;
import dev.tripline.intake.LineReader.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documents of a file as the job reads them; blank lines hold none. */
final class EventLines {

    private EventLines() {}

    /** Takes one document. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Takes the document as it stands, without the end of its line.
         *
         * @param number of its first line, from 1
         */
        void line(byte[] document, long number) throws IOException;
    }

    static void read(Path file, Receiver receiver) throws IOException {
        try (DocumentReader documents =
                DocumentReader.of(Files.newInputStream(file), Integer.MAX_VALUE)) {
            for (Line line = documents.next(); line != null; line = documents.next()) {
                if (!line.isBlank()) {
                    receiver.line(line.bytes(), line.number());
                }
            }
        }
    }
}
