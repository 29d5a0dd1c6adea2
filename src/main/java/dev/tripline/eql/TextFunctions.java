// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Locale;

/** The functions on text. {@code ~} folds case as the JDK does, for all alphabets. */
final class TextFunctions {

    private TextFunctions() {}

    static Object between(Object[] arguments, boolean ignoreCase) {
        String source = (String) arguments[0];
        String left = (String) arguments[1];
        String right = (String) arguments[2];
        if (source.isEmpty() || left.isEmpty() || right.isEmpty()) {
            return source;
        }
        boolean greedy = Boolean.TRUE.equals(optional(arguments, 3));
        String searched = fold(source, ignoreCase);
        int found = searched.indexOf(fold(left, ignoreCase));
        if (found < 0) {
            return "";
        }
        int start = found + left.length();
        String end = fold(right, ignoreCase);
        int stop = greedy ? searched.lastIndexOf(end) : searched.indexOf(end, start);
        // Folding can change the length of rare letters, hence the last bound.
        return stop < start || stop > source.length() ? "" : source.substring(start, stop);
    }

    static Object concat(Object[] arguments, boolean ignoreCase) {
        StringBuilder text = new StringBuilder();
        for (Object argument : arguments) {
            text.append(argument);
        }
        return text.toString();
    }

    static Object endsWith(Object[] arguments, boolean ignoreCase) {
        return fold(arguments[0], ignoreCase).endsWith(fold(arguments[1], ignoreCase));
    }

    static Object startsWith(Object[] arguments, boolean ignoreCase) {
        return fold(arguments[0], ignoreCase).startsWith(fold(arguments[1], ignoreCase));
    }

    static Object stringContains(Object[] arguments, boolean ignoreCase) {
        String part = fold(arguments[1], ignoreCase);
        return !part.isEmpty() && fold(arguments[0], ignoreCase).contains(part);
    }

    static Object indexOf(Object[] arguments, boolean ignoreCase) {
        String source = fold(arguments[0], ignoreCase);
        Object from = optional(arguments, 2);
        long start = from == null ? 0 : Math.max(0, ((Number) from).longValue());
        if (start > source.length()) {
            return null;
        }
        int index = source.indexOf(fold(arguments[1], ignoreCase), (int) start);
        return index < 0 ? null : (Object) (long) index;
    }

    static Object length(Object[] arguments, boolean ignoreCase) {
        return (long) ((String) arguments[0]).length();
    }

    static Object string(Object[] arguments, boolean ignoreCase) {
        return Values.text(arguments[0]);
    }

    static Object substring(Object[] arguments, boolean ignoreCase) {
        String source = (String) arguments[0];
        Object end = optional(arguments, 2);
        int from = position(source, (Number) arguments[1]);
        int to = end == null ? source.length() : position(source, (Number) end);
        return from >= to ? "" : source.substring(from, to);
    }

    /** Negative positions count from the end; what lies outside is moved to the nearest end. */
    private static int position(String source, Number position) {
        long index = position.longValue();
        long fromStart = index < 0 ? index + source.length() : index;
        return (int) Math.max(0, Math.min(source.length(), fromStart));
    }

    private static Object optional(Object[] arguments, int index) {
        return index < arguments.length ? arguments[index] : null;
    }

    private static String fold(Object text, boolean ignoreCase) {
        return ignoreCase ? ((String) text).toLowerCase(Locale.ROOT) : (String) text;
    }
}
