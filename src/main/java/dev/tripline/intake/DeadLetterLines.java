// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import dev.tripline.event.DeadLetter;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Each line is a dead letter, whose record is read once more: as if it stood where it was first
 * read, in the envelope that it stood in, but as the settings are now. A record of which a part is
 * missing stays a dead letter.
 */
final class DeadLetterLines implements FileLines {

    private final ArrivalReader arrivals;

    DeadLetterLines(IntakeSettings settings) {
        this.arrivals = new ArrivalReader(settings);
    }

    /** They were written by Tripline, and are as long as it let them be. */
    @Override
    public int maxKeptBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void read(LineReader.Line line, Consumer<Arrival> out) throws IOException {
        DeadLetter letter = StoredDeadLetter.read(line.bytes()).letter();
        if (letter.truncated()) {
            out.accept(Arrival.of(letter));
        } else {
            arrivals.read(letter.bytes(), letter.coordinates(), letter.envelope(), out);
        }
    }
}
