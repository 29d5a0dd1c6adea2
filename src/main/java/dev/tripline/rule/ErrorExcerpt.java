// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Shows an error to people: where and what, the line of the file, and a caret under the place.
 *
 * <pre>
 * rules/shell.toml:8:12: rule.severity is "hihg"; use one of low, medium, high, critical
 *   severity = "hihg"
 *              ^
 * </pre>
 */
public final class ErrorExcerpt {

    private static final String INDENT = "  ";

    private ErrorExcerpt() {}

    /** Without the line and the caret if the file cannot be read any more. */
    public static String of(RuleError error) {
        try {
            return of(error, Files.readAllLines(Path.of(error.file())));
        } catch (IOException e) {
            return error.toString();
        }
    }

    static String of(RuleError error, List<String> lines) {
        if (error.line() > lines.size()) {
            return error.toString();
        }
        String line = lines.get(error.line() - 1);
        return error + "\n" + INDENT + line + "\n" + INDENT + caret(line, error.column());
    }

    /** Keeps the tabs of the line, so that the caret stands right whatever the width of a tab. */
    private static String caret(String line, int column) {
        StringBuilder text = new StringBuilder();
        line.codePoints().limit(column - 1L).forEach(c -> text.append(c == '\t' ? '\t' : ' '));
        return text.append('^').toString();
    }
}
