// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far a request to a Kubernetes API server reaches, seen from its caller: coarse enough that a
 * namespace more makes nothing new out of what somebody always does.
 */
final class Reach {

    private static final String CLUSTER = "cluster";
    private static final String OWN = "own-namespace";
    private static final String OTHER = "other-namespace";

    private static final int MIN_WORD = 3;

    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]+");

    /**
     * What differs between namespaces that come and go: numbers, and hashes with digits in them.
     */
    private static final Pattern NUMBERED = Pattern.compile("(?<![a-z])[a-z0-9]*[0-9][a-z0-9]*");

    private Reach() {}

    /**
     * @param kind of the caller
     * @param home namespace of a calling service account
     * @return {@code null} if nothing is asked for in the API
     */
    static String of(
            Object kind,
            Object home,
            Object username,
            Object groups,
            Object resource,
            Object namespace) {
        if (kind == null || resource == null) {
            return null;
        }
        if (!(namespace instanceof String name)) {
            return CLUSTER;
        }
        if (!kind.equals("user")) {
            return name.equals(home) ? OWN : OTHER;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String first = lower.substring(0, Math.max(0, (lower + "-").indexOf('-')));
        boolean own =
                first.length() >= MIN_WORD
                        && Stream.concat(
                                        Stream.of(Event.first(username)),
                                        Arrays.stream(FieldValues.each(groups)))
                                .anyMatch(group -> isWordOf(first, group));
        return own ? OWN : NUMBERED.matcher(lower).replaceAll("*");
    }

    private static boolean isWordOf(String word, Object name) {
        return name instanceof String text
                && !text.startsWith("system:")
                && SEPARATORS.splitAsStream(text.toLowerCase(Locale.ROOT)).anyMatch(word::equals);
    }
}
