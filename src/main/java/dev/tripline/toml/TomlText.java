// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

import org.tomlj.TomlPosition;

/**
 * The characters of a TOML file by line and column. The parser knows where a key stands; this knows
 * where its value stands, and where in the file each character of a string value was written.
 */
public final class TomlText {

    private final int[] characters;

    TomlText(String text) {
        characters = text.codePoints().toArray();
    }

    /** Where the value of the key at {@code key} begins; the key itself if it has no {@code =}. */
    public TomlPosition valueOf(TomlPosition key) {
        int at = offset(key);
        int quote = 0;
        while (at < characters.length && characters[at] != '\n') {
            int c = characters[at];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '=') {
                return position(skipBlanks(at + 1));
            }
            at++;
        }
        return key;
    }

    /** The string value that is written at {@code value}. */
    public TomlString stringAt(TomlPosition value) {
        return new TomlString(this, offset(value));
    }

    TomlPosition position(int offset) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(offset, characters.length); i++) {
            if (characters[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return TomlPosition.positionAt(line, column);
    }

    /** The character at an offset, or 0 behind the end. */
    int character(int offset) {
        return offset < characters.length ? characters[offset] : 0;
    }

    int skipBlanks(int offset) {
        int at = offset;
        while (character(at) == ' ' || character(at) == '\t') {
            at++;
        }
        return at;
    }

    private int offset(TomlPosition position) {
        int at = 0;
        for (int line = 1; line < position.line() && at < characters.length; at++) {
            if (characters[at] == '\n') {
                line++;
            }
        }
        return Math.min(at + position.column() - 1, characters.length);
    }
}
