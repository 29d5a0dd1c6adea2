// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

/**
 * A command as a shell would read it, as far as that can be told from its text: quotes and
 * backslashes hide nothing, and {@code $IFS} is the space that it stands for.
 */
final class ShellText {

    private static final String QUOTES = "'\"\\`";
    private static final String IFS = "IFS";

    private ShellText() {}

    /**
     * The arguments of a command as one text.
     *
     * @return {@code null} if there are none
     */
    static String of(Object arguments) {
        Object[] words = FieldValues.each(arguments);
        if (words.length == 0) {
            return null;
        }
        StringBuilder plain = new StringBuilder();
        for (Object word : words) {
            if (plain.length() > 0) {
                plain.append(' ');
            }
            append(plain, String.valueOf(word));
        }
        return plain.toString();
    }

    private static void append(StringBuilder plain, String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            int end = c == '$' ? endOfIfs(word, i + 1) : 0;
            if (end > 0) {
                plain.append(' ');
                i = end - 1;
            } else if (QUOTES.indexOf(c) < 0) {
                plain.append(Character.isWhitespace(c) ? ' ' : c);
            }
        }
    }

    /** Where {@code IFS}, {@code {IFS}} or {@code {IFS…}} ends; also {@code $9}, which is empty. */
    private static int endOfIfs(String word, int start) {
        if (word.startsWith(IFS, start)) {
            int end = start + IFS.length();
            boolean empty = end + 1 < word.length() && word.charAt(end) == '$';
            return empty && Character.isDigit(word.charAt(end + 1)) ? end + 2 : end;
        }
        if (word.startsWith("{" + IFS, start)) {
            int end = word.indexOf('}', start);
            return end < 0 ? 0 : end + 1;
        }
        return 0;
    }
}
