// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Comparator;

/**
 * Something in a query that is allowed but surely not meant.
 *
 * @param line from 1
 * @param column from 1, counted in characters
 * @param message what is wrong and what would be right
 */
public record EqlWarning(int line, int column, String message) implements Comparable<EqlWarning> {

    private static final Comparator<EqlWarning> ORDER =
            Comparator.comparingInt(EqlWarning::line)
                    .thenComparingInt(EqlWarning::column)
                    .thenComparing(EqlWarning::message);

    @Override
    public int compareTo(EqlWarning other) {
        return ORDER.compare(this, other);
    }

    /** {@code line:column: message}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
