// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ConjunctionContext;
import dev.tripline.eql.EqlGrammar.EventFilterContext;
import dev.tripline.eql.EqlGrammar.ExpressionContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds conditions that no event meets. A field may have several values, so {@code f == "a" and f
 * == "b"} is none of them; {@code f == "a" and not f like "a*"} is.
 */
final class Contradictions {

    private static final int MAX_SHOWN = 60;

    private final String categoryField;
    private final Schema schema;
    private final QueryWarnings warnings;

    Contradictions(String categoryField, Schema schema, QueryWarnings warnings) {
        this.schema = schema;
        this.categoryField = categoryField;
        this.warnings = warnings;
    }

    /** The category is one more condition that the others can contradict. */
    void check(EventFilterContext filter) {
        ExpressionContext expression = filter.expression();
        NullConditions.check(expression, schema, warnings);
        if (filter.category().ANY() != null || expression.conjunction().size() > 1) {
            return;
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.ofCategory(filter.category(), categoryField));
        facts.addAll(Fact.in(expression.conjunction(0), schema));
        checkPairs(facts);
    }

    void check(ConjunctionContext conjunction) {
        List<Fact> facts = Fact.in(conjunction, schema);
        for (Fact fact : facts) {
            Impossible.reason(fact)
                    .ifPresent(
                            reason -> warnings.add(fact.place(), "this is never true: " + reason));
        }
        checkPairs(facts);
    }

    private void checkPairs(List<Fact> facts) {
        for (int later = 1; later < facts.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                Fact one = facts.get(earlier);
                Fact other = facts.get(later);
                if (one.excludes(other) || other.excludes(one)) {
                    warnings.add(
                            other.place(),
                            "no event meets both this and `" + shown(one.text()) + "`");
                    break;
                }
            }
        }
    }

    /** On one line, and not all of a long list. */
    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "…" : line;
    }
}
