// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.intake.LineReader.Line;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The records of a file: its lines, but a document that people can read, with a bracket alone on
 * its first line and the next one indented, goes on to the line that begins with a closing bracket.
 * No line of one-line documents looks like that.
 */
public final class DocumentReader implements Closeable {

    private final LineReader lines;
    private final int maxKeptBytes;

    /** A line that was looked at and belongs to the next record. */
    private Line pending;

    private DocumentReader(LineReader lines, int maxKeptBytes) {
        this.lines = lines;
        this.maxKeptBytes = maxKeptBytes;
    }

    /**
     * @param bytes plain or gzipped
     * @param maxKeptBytes how much of a record is held in memory
     */
    public static DocumentReader of(InputStream bytes, int maxKeptBytes) throws IOException {
        return new DocumentReader(LineReader.of(bytes, maxKeptBytes), maxKeptBytes);
    }

    /**
     * The next record, with the number of its first line.
     *
     * @return {@code null} at the end of the file
     */
    public Line next() throws IOException {
        Line first = pending == null ? lines.next() : pending;
        pending = null;
        if (first == null || !isOpeningBracket(first)) {
            return first;
        }
        pending = lines.next();
        return pending == null || !isIndented(pending) ? first : document(first);
    }

    private Line document(Line first) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        long length = first.length();
        keep(first, kept);
        for (Line line = pending; line != null; line = lines.next()) {
            kept.write('\n');
            keep(line, kept);
            length += 1 + line.length();
            if (beginsWith(line, '}', ']')) {
                break;
            }
        }
        pending = null;
        return new Line(kept.toByteArray(), length, first.number());
    }

    private void keep(Line line, ByteArrayOutputStream kept) {
        kept.write(
                line.bytes(),
                0,
                Math.max(0, Math.min(line.bytes().length, maxKeptBytes - kept.size())));
    }

    private static boolean isOpeningBracket(Line line) {
        if (!beginsWith(line, '{', '[')) {
            return false;
        }
        for (int i = 1; i < line.bytes().length; i++) {
            if (line.bytes()[i] != ' ' && line.bytes()[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean isIndented(Line line) {
        return beginsWith(line, ' ', '\t');
    }

    private static boolean beginsWith(Line line, char one, char other) {
        return line.bytes().length > 0 && (line.bytes()[0] == one || line.bytes()[0] == other);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
