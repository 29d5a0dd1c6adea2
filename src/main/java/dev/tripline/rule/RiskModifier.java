// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import java.io.Serializable;
import java.util.Set;

/**
 * What makes an alert of a rule more or less of a risk than the rule says.
 *
 * @param name unique in the rule
 * @param condition when it applies
 * @param score that is added, -100 to 100 and not 0
 */
public record RiskModifier(String name, Condition condition, int score) implements Serializable {

    /** When a modifier applies. */
    public sealed interface Condition extends Serializable permits OnEvents, OnCount, OnDistinct {

        /** Every field that it looks at. */
        default Set<String> fields() {
            return Set.of();
        }

        /** All that decides which events meet it, in one canonical form. */
        default String normalised() {
            return "";
        }
    }

    /** One of the events of the alert meets a query. */
    public record OnEvents(EventQuery query) implements Condition {

        @Override
        public Set<String> fields() {
            return query.fields();
        }

        @Override
        public String normalised() {
            return query.normalised();
        }
    }

    /** A threshold has counted at least so many events. */
    public record OnCount(long least) implements Condition {}

    /**
     * A threshold has counted at least so many different values.
     *
     * @param cardinality of which, by its place in the rule
     */
    public record OnDistinct(int cardinality, long least) implements Condition {}
}
