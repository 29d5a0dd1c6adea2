// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.JsonProjection;
import dev.tripline.format.Format.Recognition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tells by a few paths whether a document is of a kind. */
final class Recogniser {

    private final int[][] paths;

    /** In step with {@code paths}; {@code null} where any value will do. */
    private final String[][] expected;

    Recogniser(List<Recognition> alternatives, JsonProjection projection) {
        paths = new int[alternatives.size()][];
        expected = new String[alternatives.size()][];
        for (int i = 0; i < paths.length; i++) {
            List<Map.Entry<String, String>> tests =
                    List.copyOf(alternatives.get(i).values().entrySet());
            paths[i] = tests.stream().mapToInt(test -> projection.index(test.getKey())).toArray();
            expected[i] =
                    tests.stream()
                            .map(Map.Entry::getValue)
                            .map(value -> value.equals(Recognition.ANY) ? null : value)
                            .toArray(String[]::new);
        }
    }

    /** The paths that a {@link Recogniser} of these alternatives will look at. */
    static List<String> paths(List<Recognition> alternatives) {
        return alternatives.stream()
                .flatMap(alternative -> alternative.values().keySet().stream())
                .toList();
    }

    /**
     * For each alternative the path without which it cannot hold: the first, so the rarest should
     * stand there.
     */
    int[] gates() {
        return Arrays.stream(paths).mapToInt(alternative -> alternative[0]).toArray();
    }

    boolean recognises(Object[] document) {
        for (int i = 0; i < paths.length; i++) {
            if (allHold(paths[i], expected[i], document)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allHold(int[] paths, String[] expected, Object[] document) {
        for (int i = 0; i < paths.length; i++) {
            Object value = document[paths[i]];
            if (value == null || (expected[i] != null && !holds(expected[i], value))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(String expected, Object value) {
        if (value instanceof Object[] several) {
            return Arrays.stream(several).anyMatch(one -> isExpected(expected, one));
        }
        return isExpected(expected, value);
    }

    private static boolean isExpected(String expected, Object value) {
        String text = String.valueOf(value);
        return expected.endsWith(Recognition.ANY)
                ? text.startsWith(
                        expected.substring(0, expected.length() - Recognition.ANY.length()))
                : text.equals(expected);
    }
}
