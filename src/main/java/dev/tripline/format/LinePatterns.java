// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.tripline.event.JsonReader.Slice;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads records that are not JSON: the named groups of the first pattern that finds its text. */
final class LinePatterns {

    private final List<Pattern> patterns;

    LinePatterns(List<Format> formats) {
        patterns =
                formats.stream()
                        .flatMap(format -> format.lines().stream())
                        .map(Pattern::compile)
                        .toList();
    }

    /**
     * @return the groups that took part, by name; {@code null} if the record is JSON or nothing
     *     known
     */
    Map<String, String> read(Slice record) {
        if (patterns.isEmpty() || isJson(record)) {
            return null;
        }
        String line =
                new String(
                        record.bytes(), record.offset(), record.length(), StandardCharsets.UTF_8);
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                Map<String, String> groups = new HashMap<>();
                for (String name : pattern.namedGroups().keySet()) {
                    String group = matcher.group(name);
                    if (group != null) {
                        groups.put(name, group);
                    }
                }
                return groups;
            }
        }
        return null;
    }

    /** A bracket alone may well begin a line. */
    private static boolean isJson(Slice record) {
        int first = visible(record, 0);
        return switch (letter(record, first)) {
            case '{' -> true;
            case '[' -> "{[\"]".indexOf(letter(record, visible(record, first + 1))) >= 0;
            default -> false;
        };
    }

    private static int visible(Slice record, int from) {
        int index = from;
        while (index < record.length() && " \t\r\n".indexOf(letter(record, index)) >= 0) {
            index++;
        }
        return index;
    }

    /** Zero, which no text has, behind the end. */
    private static char letter(Slice record, int index) {
        return index < record.length() ? (char) record.bytes()[record.offset() + index] : 0;
    }
}
