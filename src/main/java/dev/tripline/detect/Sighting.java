// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/**
 * An event that shows a term to a rule that learns terms, or that only says since when there is
 * something to learn from.
 *
 * @param hit its join key is the term; its terms are {@link #MATCHES}, and {@link #EXEMPT} if the
 *     event may alert while its group learns; or {@link #NO_TERM}
 * @param group JSON array of the values by which terms are learned
 * @param hash of rule and term
 */
public record Sighting(Hit hit, String group, TermHash hash) {

    static final long NO_TERM = 0;
    static final long MATCHES = 1;
    static final long EXEMPT = 2;

    private static final char SEPARATOR = '\n';

    /** What sightings are partitioned by. */
    public String key() {
        return hit.ruleKey() + SEPARATOR + group;
    }

    long millis() {
        return hit.evidence().time().millis();
    }

    boolean showsTerm() {
        return (hit.terms() & MATCHES) != 0;
    }

    boolean isExempt() {
        return (hit.terms() & EXEMPT) != 0;
    }
}
