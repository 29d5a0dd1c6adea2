// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/**
 * What compiling the regular expressions of one query may cost. Work is counted and not timed, so
 * that a query is accepted everywhere or nowhere: a unit is about one transition looked at.
 */
final class RegexWork {

    /** Less than a second, and up to a hundred megabytes or two while it lasts. */
    private static final long LIMIT = 20_000_000;

    private long left = LIMIT;

    /**
     * Pays for something that is about to be done.
     *
     * @throws UnusableRegex if the query has spent it all
     */
    void spend(long units) throws UnusableRegex {
        if (units > left) {
            left = 0;
            throw new UnusableRegex(
                    "this regular expression takes more work to compile than is left for those of"
                            + " the query; repeat less in it, or write its alternatives as a list"
                            + " of patterns");
        }
        left -= units;
    }

    /** Whether nothing is left, so that there is no use in compiling any more. */
    boolean isSpent() {
        return left == 0;
    }
}
