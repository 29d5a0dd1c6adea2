// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.EqlException;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.Schema;
import dev.tripline.rule.Grouping;
import dev.tripline.rule.Response;
import dev.tripline.rule.Risk;
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
        return of(id, query, RuleType.EQL, null, tiebreaker, schema);
    }

    /** Of single events that something is made of. */
    public static Rule of(String id, String query, RuleType type, Grouping grouping) {
        return of(id, query, type, grouping, null, Schema.NONE);
    }

    private static Rule of(
            String id,
            String query,
            RuleType type,
            Grouping grouping,
            String tiebreaker,
            Schema schema) {
        try {
            return new Rule(
                    id,
                    "Rule " + id,
                    "",
                    new Risk(Severity.LOW, 21, List.of()),
                    type,
                    true,
                    query,
                    EqlParser.parse(query, schema),
                    grouping,
                    Rule.DEFAULT_CATEGORY_FIELD,
                    tiebreaker,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    List.of(),
                    Response.NONE,
                    null,
                    false,
                    List.of(),
                    Map.of(),
                    id + ".toml");
        } catch (EqlException e) {
            throw new AssertionError(query, e);
        }
    }
}
