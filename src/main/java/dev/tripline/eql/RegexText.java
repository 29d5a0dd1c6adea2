// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** Where the parts of an expression end in which no character has its usual meaning. */
final class RegexText {

    private RegexText() {}

    /**
     * The index of the last character of the escape, class, quoted part or interval at {@code
     * start}; {@code start} itself before other characters. Can lie behind the end of the text.
     */
    static int last(String regex, int start) {
        return switch (regex.charAt(start)) {
            case '\\' -> start + 1;
            case '[' -> lastOfClass(regex, start);
            case '"' -> indexOf(regex, '"', start + 1);
            case '<' -> indexOf(regex, '>', start + 1);
            default -> start;
        };
    }

    private static int indexOf(String regex, char end, int from) {
        int index = regex.indexOf(end, from);
        return index < 0 ? regex.length() : index;
    }

    /**
     * A bracket does not close a class where a character must stand: {@code []a]}, {@code [+-]]}.
     */
    private static int lastOfClass(String regex, int start) {
        int i = regex.startsWith("^", start + 1) ? start + 2 : start + 1;
        do {
            // No range begins with the escape of a class, nor with that of the backslash.
            boolean alone = isClass(regex, i) || regex.startsWith("\\\\", i);
            i = behindCharacter(regex, i);
            if (!alone && regex.startsWith("-", i)) {
                i = behindCharacter(regex, i + 1);
            }
        } while (i < regex.length() && regex.charAt(i) != ']');
        return i;
    }

    /** Whether the escape of a class stands at {@code i}. */
    static boolean isClass(String regex, int i) {
        return regex.startsWith("\\", i)
                && i < regex.length() - 1
                && "dDwWsS".indexOf(regex.charAt(i + 1)) >= 0;
    }

    private static int behindCharacter(String regex, int i) {
        return regex.startsWith("\\", i) ? i + 2 : i + 1;
    }
}
