// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/**
 * An event that can be part of a sequence: the only thing that crosses the network.
 *
 * @param ruleKey the rule and the hash of its query, so that a changed query starts with clean
 *     state
 * @param joinKey JSON array of the join key's values
 * @param terms bit k: the event matches the k-th term of the query; the bit after the last term is
 *     {@code until}
 */
public record Hit(String ruleKey, String joinKey, long terms, Evidence evidence) {

    private static final char SEPARATOR = '\n';

    /** What hits are partitioned by. */
    public String key() {
        return ruleKey + SEPARATOR + joinKey;
    }

    /** The rule that a {@link #key()} belongs to. */
    static String ruleKeyOf(String key) {
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    /** The join key that a {@link #key()} belongs to. */
    static String joinKeyOf(String key) {
        return key.substring(key.indexOf(SEPARATOR) + 1);
    }

    Hit withTerms(long counting) {
        return new Hit(ruleKey, joinKey, counting, evidence);
    }

    Hit comingLate() {
        return new Hit(ruleKey, joinKey, terms, evidence.comingLate());
    }

    public boolean matches(int term) {
        return (terms & 1L << term) != 0;
    }
}
