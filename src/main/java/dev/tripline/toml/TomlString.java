// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

import java.util.Arrays;
import org.tomlj.TomlPosition;

/**
 * Where each character of a string value was written. Reads the four kinds of TOML strings (<code>
 * "…"</code>, <code>'…'</code> and their multi-line forms) with their escapes.
 */
public final class TomlString {

    private static final int FENCE = 3;

    private final TomlText text;
    private int[] characters = new int[64];
    private int[] origins = new int[64];
    private int length;

    /**
     * @param start offset of the opening quote
     */
    TomlString(TomlText text, int start) {
        this.text = text;
        int quote = text.character(start);
        if (quote == '"' || quote == '\'') {
            read(start, quote);
        } else {
            origins[0] = start;
        }
    }

    /**
     * Where the character at a line and column of the value stands in the file; behind the end of a
     * line, its end.
     */
    public TomlPosition at(int line, int column) {
        int index = 0;
        for (int current = 1; current < line && index < length; index++) {
            if (characters[index] == '\n') {
                current++;
            }
        }
        for (int c = 1; c < column && index < length && characters[index] != '\n'; c++) {
            index++;
        }
        return text.position(origins[index]);
    }

    private void read(int start, int quote) {
        boolean multiLine = quotes(start, quote) >= FENCE;
        int at = multiLine ? skipNewline(start + FENCE) : start + 1;
        while (text.character(at) != 0) {
            int c = text.character(at);
            if (c == quote && !multiLine) {
                break;
            }
            if (c == quote && quotes(at, quote) >= FENCE) {
                // Quotes directly before the closing ones belong to the value.
                for (int extra = quotes(at, quote) - FENCE; extra > 0; extra--) {
                    append(quote, at++);
                }
                break;
            }
            if (c == '\\' && quote == '"') {
                at = readEscape(at);
            } else {
                append(c, at++);
            }
        }
        origins[length] = at;
    }

    /** Returns the offset behind the escape that begins at {@code at}. */
    private int readEscape(int at) {
        int c = text.character(at + 1);
        switch (c) {
            case 'n':
                append('\n', at);
                return at + 2;
            case 'u':
                append('?', at);
                return at + 6;
            case 'U':
                append('?', at);
                return at + 10;
            case ' ', '\t', '\r', '\n':
                return skipWhitespace(at + 1);
            default:
                append(c, at);
                return at + 2;
        }
    }

    /** Keeps room for the origin of the end. */
    private void append(int character, int origin) {
        if (length + 1 == characters.length) {
            characters = Arrays.copyOf(characters, 2 * characters.length);
            origins = Arrays.copyOf(origins, 2 * origins.length);
        }
        characters[length] = character;
        origins[length] = origin;
        length++;
    }

    /** How many quotes follow each other at an offset. */
    private int quotes(int start, int quote) {
        int at = start;
        while (text.character(at) == quote) {
            at++;
        }
        return at - start;
    }

    private int skipNewline(int start) {
        int at = text.character(start) == '\r' ? start + 1 : start;
        return text.character(at) == '\n' ? at + 1 : start;
    }

    private int skipWhitespace(int start) {
        int at = start;
        while (text.character(at) != 0 && Character.isWhitespace(text.character(at))) {
            at++;
        }
        return at;
    }
}
