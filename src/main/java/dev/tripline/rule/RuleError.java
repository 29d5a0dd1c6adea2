// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.toml.TomlError;
import java.io.Serializable;
import java.util.Comparator;

/**
 * What is wrong in a rule file or rule test, and where.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param message what is wrong and what would be right
 */
public record RuleError(String file, int line, int column, String message)
        implements Comparable<RuleError>, Serializable {

    private static final Comparator<RuleError> ORDER =
            Comparator.comparing(RuleError::file)
                    .thenComparingInt(RuleError::line)
                    .thenComparingInt(RuleError::column)
                    .thenComparing(RuleError::message);

    static RuleError of(TomlError error) {
        return new RuleError(error.file(), error.line(), error.column(), error.message());
    }

    @Override
    public int compareTo(RuleError other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
