// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Records of every shipped format, one a line, in files that are called like it. */
final class Fixtures {

    private static final Path DIRECTORY = Path.of("src/test/resources/dev/tripline/format");

    private Fixtures() {}

    static List<String> of(String format) {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            Path file =
                    files.filter(one -> one.getFileName().toString().startsWith(format + "."))
                            .findAny()
                            .orElseThrow();
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line of a format's fixtures that has {@code text}; there must be one. */
    static String with(String format, String text) {
        List<String> lines = of(format).stream().filter(line -> line.contains(text)).toList();
        if (lines.size() != 1) {
            throw new AssertionError(lines.size() + " lines of " + format + " have " + text);
        }
        return lines.get(0);
    }

    /** What a rule would get for a field, as text; several values with a space between. */
    static String value(String record, String field) {
        return text(Readings.event(SourceFormat.AUTO, record, field), field);
    }

    static String text(Event event, String field) {
        Object value = event.get(field);
        return value instanceof Object[] several
                ? Arrays.stream(several).map(String::valueOf).collect(Collectors.joining(" "))
                : String.valueOf(value);
    }
}
