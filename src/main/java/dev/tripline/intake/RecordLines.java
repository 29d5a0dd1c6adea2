// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.Coordinates;
import java.util.function.Consumer;

/** Each line that is not blank is a record. */
final class RecordLines implements FileLines {

    /** A dead letter keeps a line whole up to here, however small {@code max-record-bytes} is. */
    private static final int MIN_KEPT_BYTES = 32 << 20;

    private final String source;
    private final String file;
    private final int maxRecordBytes;
    private final ArrivalReader arrivals;

    RecordLines(IntakeSettings settings, String file) {
        this.source = settings.source();
        this.file = file;
        this.maxRecordBytes = settings.maxRecordBytes();
        this.arrivals = new ArrivalReader(settings);
    }

    @Override
    public int maxKeptBytes() {
        return Math.max(MIN_KEPT_BYTES, maxRecordBytes);
    }

    @Override
    public void read(LineReader.Line line, Consumer<Arrival> out) {
        Coordinates place = Coordinates.ofLine(source, file, line.number());
        if (line.length() > maxRecordBytes) {
            out.accept(Arrival.of(arrivals.tooLarge(line.bytes(), line.length(), place)));
        } else if (!line.isBlank()) {
            arrivals.read(line.bytes(), place, out);
        }
    }
}
