// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;

/** A source's settings, and its files read the way Flink reads them. */
final class Intake {

    static final Redactor REDACTOR = new Redactor("key".getBytes(StandardCharsets.UTF_8));

    static final FieldSet FIELDS = FieldSet.of("event.action", "process.args");

    private Intake() {}

    static IntakeSettings settings(int maxRecordBytes, Duration maxFuture) {
        return new IntakeSettings(
                "test",
                SourceFormat.AUTO,
                SourceContext.of(REDACTOR),
                FIELDS,
                maxRecordBytes,
                500,
                maxFuture,
                Duration.ofMinutes(5));
    }

    static IntakeSettings settings() {
        return settings(1 << 20, Duration.ofDays(1));
    }

    static List<RecordAndPosition<Arrival>> read(Path file, IntakeSettings settings)
            throws IOException {
        return drain(
                new FileArrivals(settings).createReader(new Configuration(), split(file, null)));
    }

    /** Goes on after {@code checkpoint}, as a job does that is restored. */
    static List<RecordAndPosition<Arrival>> readAfter(
            RecordAndPosition<Arrival> checkpoint, Path file, IntakeSettings settings)
            throws IOException {
        CheckpointedPosition position =
                new CheckpointedPosition(checkpoint.getOffset(), checkpoint.getRecordSkipCount());
        return drain(
                new FileArrivals(settings)
                        .restoreReader(new Configuration(), split(file, position)));
    }

    static List<Arrival> arrivals(List<RecordAndPosition<Arrival>> records) {
        return records.stream().map(RecordAndPosition::getRecord).toList();
    }

    private static List<RecordAndPosition<Arrival>> drain(BulkFormat.Reader<Arrival> reader)
            throws IOException {
        List<RecordAndPosition<Arrival>> records = new ArrayList<>();
        try (reader) {
            for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                for (var next = batch.next(); next != null; next = batch.next()) {
                    records.add(
                            new RecordAndPosition<>(
                                    next.getRecord(), next.getOffset(), next.getRecordSkipCount()));
                }
                batch.releaseBatch();
            }
        }
        return records;
    }

    private static FileSourceSplit split(Path file, CheckpointedPosition position) {
        long length = file.toFile().length();
        return new FileSourceSplit(
                "split",
                new org.apache.flink.core.fs.Path(file.toUri()),
                0,
                length,
                file.toFile().lastModified(),
                length,
                new String[0],
                position);
    }
}
