// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The functions for {@link ReferenceConditions}, each as its description says. */
final class ReferenceFunctions {

    private ReferenceFunctions() {}

    /**
     * @param arguments null for those without a value
     * @param ascii whether ignoring case means only that of ASCII letters
     */
    static Object call(String name, List<Object> arguments, boolean ignoreCase, boolean ascii) {
        List<String> texts = new ArrayList<>();
        arguments.forEach(value -> texts.add(value == null ? null : value.toString()));
        int required =
                switch (name) {
                    case "between" -> 3;
                    case "concat" -> texts.size();
                    case "length", "number", "string" -> 1;
                    default -> 2;
                };
        if (texts.subList(0, required).contains(null)) {
            return null;
        }
        String source = fold(texts.get(0), ignoreCase, ascii);
        String part = texts.size() < 2 ? "" : fold(texts.get(1), ignoreCase, ascii);
        return switch (name) {
            case "between" -> between(texts, ignoreCase);
            case "concat" -> String.join("", texts);
            case "endsWith" -> source.endsWith(part);
            case "indexOf" -> indexOf(source, part, number(arguments, 2));
            case "length" -> (long) source.length();
            case "number" -> ReferenceNumbers.parse(source, number(arguments, 1));
            case "startsWith" -> source.startsWith(part);
            case "string" -> source;
            case "stringContains" -> !source.isEmpty() && !part.isEmpty() && source.contains(part);
            case "substring" -> substring(source, arguments);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String fold(String text, boolean ignoreCase, boolean ascii) {
        if (!ignoreCase) {
            return text;
        }
        return ascii ? ReferenceConditions.asciiFold(text) : text.toLowerCase(Locale.ROOT);
    }

    private static Number number(List<Object> arguments, int index) {
        return index < arguments.size() ? ReferenceNumbers.of(arguments.get(index)) : null;
    }

    /** The text between the first left and the first right after it, or the last one at all. */
    private static String between(List<String> texts, boolean ignoreCase) {
        String source = texts.get(0);
        if (texts.subList(0, 3).contains("")) {
            return source;
        }
        String searched = fold(source, ignoreCase, false);
        String left = fold(texts.get(1), ignoreCase, false);
        String right = fold(texts.get(2), ignoreCase, false);
        int start = searched.indexOf(left);
        if (start < 0) {
            return "";
        }
        start += left.length();
        boolean greedy = texts.size() > 3 && "true".equals(texts.get(3));
        int end = greedy ? searched.lastIndexOf(right) : searched.indexOf(right, start);
        return end < start ? "" : source.substring(start, end);
    }

    private static Long indexOf(String source, String part, Number from) {
        long start = from == null ? 0 : Math.max(0, from.longValue());
        for (long i = start; i <= source.length(); i++) {
            if (source.startsWith(part, (int) i)) {
                return i;
            }
        }
        return null;
    }

    private static String substring(String source, List<Object> arguments) {
        Number start = number(arguments, 1);
        Number end = number(arguments, 2);
        if (start == null) {
            return null;
        }
        StringBuilder slice = new StringBuilder();
        for (int i = 0; i < source.length(); i++) {
            if (i >= fromStart(start, source) && (end == null || i < fromStart(end, source))) {
                slice.append(source.charAt(i));
            }
        }
        return slice.toString();
    }

    private static long fromStart(Number position, String source) {
        long index = position.longValue();
        return index < 0 ? index + source.length() : index;
    }
}
