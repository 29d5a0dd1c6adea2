// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats that a source may be given. */
public final class Formats {

    /** Recognise each record's format by its content. */
    public static final String AUTO = "auto";

    /** In the order in which they are tried: the last one takes nearly anything. */
    private static final List<Format> ALL =
            Stream.of("kubernetes-audit", "elastic-agent").map(FormatLoader::load).toList();

    private Formats() {}

    /** All names that {@link #named} takes. */
    public static List<String> names() {
        return Stream.concat(Stream.of(AUTO), ALL.stream().map(Format::name)).toList();
    }

    public static boolean exists(String name) {
        return names().contains(name);
    }

    /**
     * The formats behind a configured name.
     *
     * @throws IllegalArgumentException if there is no such format
     */
    static List<Format> named(String name) {
        if (name.equals(AUTO)) {
            return ALL;
        }
        List<Format> found =
                ALL.stream()
                        .filter(format -> format.name().equals(name))
                        .collect(Collectors.toList());
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no format " + name + "; there are " + names());
        }
        return found;
    }
}
