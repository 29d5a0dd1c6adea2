// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Collection;

/** Tells most texts that are not in a set by their length alone, which is cheaper than a hash. */
final class Lengths {

    private final long mask;

    Lengths(Collection<String> texts) {
        long lengths = 0;
        for (String text : texts) {
            lengths |= bit(text);
        }
        mask = lengths;
    }

    /** False only if no text of the set is as long. */
    boolean mayContain(String text) {
        return (mask & bit(text)) != 0;
    }

    /** Shifts count modulo 64, so much longer texts share a bit with shorter ones. */
    private static long bit(String text) {
        return 1L << text.length();
    }
}
