// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;

/**
 * What one event must be.
 *
 * @param category value the category field must have, null for any event
 */
public record EventFilter(String category, Expr condition) implements Serializable {

    /**
     * Whether every event that meets this filter is sure to meet the other one, too. What cannot be
     * told is false.
     */
    public boolean implies(EventFilter other) {
        return (other.category == null || other.category.equals(category))
                && Implication.holds(condition, other.condition);
    }
}
