// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the names of the fields begin with that events of the shipped formats can have. */
public final class FieldRoots {

    private static final String RESOURCE = "field-roots.txt";

    private static final List<String> ALL = load();

    private FieldRoots() {}

    public static List<String> all() {
        return ALL;
    }

    /** The part of a field's name before its first dot. */
    public static String of(String field) {
        int dot = field.indexOf('.');
        return dot < 0 ? field : field.substring(0, dot);
    }

    private static List<String> load() {
        try (InputStream stream = FieldRoots.class.getResourceAsStream(RESOURCE)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
