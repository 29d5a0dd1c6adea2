// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * An event that counts for a rule with a threshold.
 *
 * @param hit under the values of its group
 * @param values for each cardinality of the rule the values that the event has for it
 */
public record ThresholdHit(Hit hit, List<List<TermHash>> values) {

    public String key() {
        return hit.key();
    }
}
