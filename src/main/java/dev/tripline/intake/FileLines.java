// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.io.IOException;
import java.util.function.Consumer;

/** What the lines of a file are. */
interface FileLines {

    /** How much of a line is held in memory. */
    int maxKeptBytes();

    /** Gives the arrivals of a line, the same each time. */
    void read(LineReader.Line line, Consumer<Arrival> out) throws IOException;
}
