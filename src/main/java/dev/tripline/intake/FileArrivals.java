// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.Path;

/**
 * Reads files of one JSON document per line. A checkpoint remembers the line, and within it the
 * event, to go on after.
 */
public final class FileArrivals implements BulkFormat<Arrival, FileSourceSplit> {

    private static final long serialVersionUID = 1L;

    private final IntakeSettings settings;
    private final boolean deadLetters;

    public FileArrivals(IntakeSettings settings) {
        this(settings, false);
    }

    private FileArrivals(IntakeSettings settings, boolean deadLetters) {
        this.settings = settings;
        this.deadLetters = deadLetters;
    }

    /** Reads the records of dead letters once more, from files that hold one letter per line. */
    public static FileArrivals ofDeadLetters(IntakeSettings settings) {
        return new FileArrivals(settings, true);
    }

    private FileReader reader(Path path) throws IOException {
        return new FileReader(
                path,
                deadLetters
                        ? new DeadLetterLines(settings)
                        : new RecordLines(settings, path.getPath()));
    }

    @Override
    public Reader<Arrival> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return reader(split.path());
    }

    @Override
    public Reader<Arrival> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        FileReader reader = reader(split.path());
        CheckpointedPosition position = split.getReaderPosition().orElseThrow();
        reader.skip(position.getOffset(), position.getRecordsAfterOffset());
        return reader;
    }

    /** Line numbers are counted from the start, and gzip cannot be entered in the middle. */
    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return new ArrivalTypeInfo(settings.fields());
    }

    /**
     * The position of an arrival is the number of records before its own, and how many of its
     * record are done.
     */
    private static final class FileReader implements Reader<Arrival> {

        private static final int RECORDS_PER_BATCH = 256;

        /** Bounds what a few long records may hold in memory. */
        private static final long BYTES_PER_BATCH = 1 << 20;

        private final FileLines meaning;
        private final DocumentReader documents;
        private long recordsDone;
        private long skippedArrivals;

        FileReader(Path path, FileLines meaning) throws IOException {
            this.meaning = meaning;
            this.documents =
                    DocumentReader.of(path.getFileSystem().open(path), meaning.maxKeptBytes());
        }

        void skip(long records, long arrivals) throws IOException {
            while (recordsDone < records && documents.next() != null) {
                recordsDone++;
            }
            skippedArrivals = arrivals;
        }

        @Override
        public RecordIterator<Arrival> readBatch() throws IOException {
            List<RecordAndPosition<Arrival>> batch = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < RECORDS_PER_BATCH && bytes < BYTES_PER_BATCH; i++) {
                LineReader.Line document = documents.next();
                if (document == null) {
                    return batch.isEmpty() ? null : new Batch(batch.iterator());
                }
                bytes += document.bytes().length;
                read(document, batch);
                recordsDone++;
            }
            return new Batch(batch.iterator());
        }

        private void read(LineReader.Line document, List<RecordAndPosition<Arrival>> batch)
                throws IOException {
            List<Arrival> found = new ArrayList<>();
            meaning.read(document, found::add);
            if (found.isEmpty()) {
                return;
            }
            long position = skippedArrivals;
            for (Arrival arrival : found.subList((int) skippedArrivals, found.size())) {
                position++;
                batch.add(new RecordAndPosition<>(arrival, recordsDone, position));
            }
            skippedArrivals = 0;
        }

        @Override
        public void close() throws IOException {
            documents.close();
        }
    }

    private record Batch(Iterator<RecordAndPosition<Arrival>> arrivals)
            implements RecordIterator<Arrival> {

        Batch {
            Objects.requireNonNull(arrivals);
        }

        @Override
        public RecordAndPosition<Arrival> next() {
            return arrivals.hasNext() ? arrivals.next() : null;
        }

        @Override
        public void releaseBatch() {}
    }
}
