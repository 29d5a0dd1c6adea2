// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/**
 * Of the {@link PendingHits} of a key, what can be known without looking at them.
 *
 * @param hits how many there are
 * @param terms that some have matched since there were none
 * @param newest the millisecond of the newest since there were none
 */
public record PendingSummary(int hits, long terms, long newest) {

    /**
     * @param before {@code null} if there were none
     */
    static PendingSummary with(PendingSummary before, Hit hit) {
        long time = hit.evidence().time().millis();
        return before == null
                ? new PendingSummary(1, hit.terms(), time)
                : new PendingSummary(
                        before.hits + 1, before.terms | hit.terms(), Math.max(before.newest, time));
    }

    /**
     * @return {@code null} if none is left
     */
    PendingSummary without(int passed) {
        return hits == passed ? null : new PendingSummary(hits - passed, terms, newest);
    }

    boolean matches(int term) {
        return (terms & 1L << term) != 0;
    }

    /**
     * Whether {@code hit} is behind all of them. Of one millisecond the same event may come twice,
     * so there only a look at the others tells.
     */
    boolean isFollowedBy(Hit hit) {
        return hit.evidence().time().millis() > newest;
    }
}
