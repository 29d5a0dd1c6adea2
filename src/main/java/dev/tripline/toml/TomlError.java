// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

/**
 * What is wrong in a TOML file, and where.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param message what is wrong and what would be right
 */
public record TomlError(String file, int line, int column, String message) {

    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
