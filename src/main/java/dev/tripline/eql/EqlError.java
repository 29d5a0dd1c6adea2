// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;

/**
 * One mistake in a query.
 *
 * @param line from 1
 * @param column from 1, counted in characters
 * @param message what is wrong and, where it is known, what would be right
 */
public record EqlError(int line, int column, String message) implements Serializable {

    /** {@code line:column: message}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
