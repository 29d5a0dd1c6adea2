// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * A rule that came true.
 *
 * @param ruleKey the rule and the hash of its query
 * @param joinKey JSON array of the join key's values; empty for a rule on single events
 * @param events one for each stage, in the order of the stages
 */
public record Detection(String ruleKey, String joinKey, List<Evidence> events) {

    public static final String NO_KEY = "[]";

    /** The event that made the rule true. */
    public Evidence completing() {
        return events.get(events.size() - 1);
    }
}
