// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ExpressionContext;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Conditions that a schema makes null, which is never true, because it does not have their optional
 * fields. One of them among others is what {@code ?} is for; the whole of a filter is not.
 */
final class NullConditions {

    private NullConditions() {}

    static boolean isOne(ParserRuleContext condition, Schema schema) {
        return !schema.isOpen()
                && QuerySource.condition(condition, schema).equals(Expr.Literal.FALSE)
                && !QuerySource.condition(condition, schema.opened()).equals(Expr.Literal.FALSE);
    }

    static void check(ExpressionContext filter, Schema schema, QueryWarnings warnings) {
        if (isOne(filter, schema)) {
            warnings.add(
                    filter.start,
                    "no event meets this condition: the schema has no "
                            + absent(filter, schema)
                            + ", and a comparison with null is not true, nor is its `not`");
        }
    }

    private static String absent(ExpressionContext filter, Schema schema) {
        Set<String> named = MentionedFields.of(QuerySource.condition(filter, schema.opened()));
        return named.stream()
                .filter(field -> !schema.declares(field))
                .map(field -> "`" + field + "`")
                .collect(Collectors.joining(" or "));
    }
}
