// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Collection;
import java.util.Locale;

/** Finds the known word that was probably meant. */
public final class Suggestion {

    private static final int MAX_EDITS = 3;
    private static final int MAX_LENGTH = 80;

    private Suggestion() {}

    /** The nearest of {@code known} without regard to case, or null if none is near. */
    public static String nearest(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH) {
            return null;
        }
        String best = null;
        int least = Math.min(MAX_EDITS, word.length() / 2) + 1;
        for (String candidate : known) {
            if (Math.abs(word.length() - candidate.length()) >= least) {
                continue;
            }
            int edits = edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < least) {
                least = edits;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein distance. */
    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] =
                        Math.min(
                                previous[j - 1] + change,
                                Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
