// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.EqlException;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.Schema;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleType;
import dev.tripline.rule.Severity;
import java.util.List;
import java.util.Map;

/** Rules that are little more than a query. */
public final class QueryRule {

    private QueryRule() {}

    public static Rule of(String id, String query) {
        return of(id, query, null);
    }

    /**
     * @param tiebreaker field, or {@code null}
     */
    public static Rule of(String id, String query, String tiebreaker) {
        return of(id, query, tiebreaker, Schema.NONE);
    }

    /**
     * @param tiebreaker field, or {@code null}
     */
    public static Rule of(String id, String query, String tiebreaker, Schema schema) {
        try {
            return new Rule(
                    id,
                    "Rule " + id,
                    "",
                    Severity.LOW,
                    21,
                    RuleType.EQL,
                    true,
                    query,
                    EqlParser.parse(query, schema),
                    null,
                    Rule.DEFAULT_CATEGORY_FIELD,
                    tiebreaker,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    List.of(),
                    Map.of(),
                    id + ".toml");
        } catch (EqlException e) {
            throw new AssertionError(query, e);
        }
    }
}
