// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.CategoryContext;
import dev.tripline.eql.EqlGrammar.ConjunctionContext;
import dev.tripline.eql.EqlGrammar.ExpressionContext;
import dev.tripline.eql.EqlGrammar.NegationContext;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * One of the conditions that a conjunction asks for.
 *
 * @param condition a leaf, without {@code not}
 * @param holds whether it must be true, or else false
 * @param text what was written
 */
record Fact(Expr condition, boolean holds, Token place, String text) {

    static Fact ofCategory(CategoryContext category, String categoryField) {
        String value =
                category.string() == null ? category.getText() : Literals.string(category.string());
        Expr equal =
                new Expr.Comparison(
                        new Expr.Field(categoryField, false),
                        Expr.Operator.EQUAL,
                        new Expr.Literal(value));
        return new Fact(equal, true, category.start, QuerySource.text(category) + " where");
    }

    /** Those that the conjunction surely asks for; of {@code a or b} it asks for none. */
    static List<Fact> in(ConjunctionContext conjunction, Schema schema) {
        List<Fact> facts = new ArrayList<>();
        conjunction.negation().forEach(part -> collect(part, true, schema, facts));
        return facts;
    }

    private static void collect(
            NegationContext part, boolean holds, Schema schema, List<Fact> facts) {
        if (part.negation() != null) {
            collect(part.negation(), !holds, schema, facts);
            return;
        }
        ExpressionContext inner = QuerySource.parenthesised(part.comparison());
        if (inner != null) {
            collect(inner, holds, schema, facts);
            return;
        }
        if (NullConditions.isOne(part, schema)) {
            return;
        }
        Expr condition = QuerySource.condition(part, schema);
        boolean wanted = holds;
        while (condition instanceof Expr.Not not) {
            condition = not.operand();
            wanted = !wanted;
        }
        facts.add(new Fact(condition, wanted, part.start, QuerySource.text(part)));
    }

    private static void collect(
            ExpressionContext expression, boolean holds, Schema schema, List<Fact> facts) {
        List<ConjunctionContext> parts = expression.conjunction();
        if (holds && parts.size() == 1) {
            parts.get(0).negation().forEach(part -> collect(part, true, schema, facts));
        } else if (!holds) {
            for (ConjunctionContext part : parts) {
                if (part.negation().size() == 1) {
                    collect(part.negation(0), false, schema, facts);
                }
            }
        }
    }

    boolean asksForAbsenceOf(String field) {
        return holds
                && condition instanceof Expr.IsNull isNull
                && isNull.operand() instanceof Expr.Field tested
                && tested.name().equals(field);
    }

    /** Whether no event can meet both, whatever values its fields have and however many. */
    boolean excludes(Fact other) {
        if (condition.equals(other.condition)) {
            return holds != other.holds;
        }
        Set<String> fields = MentionedFields.of(other.condition);
        if (!holds || fields.size() != 1) {
            return false;
        }
        String field = fields.iterator().next();
        if (condition instanceof Expr.IsNull isNull
                && isNull.operand() instanceof Expr.Field tested
                && tested.name().equals(field)) {
            return other.holds != holdsFor(other.condition, field, null);
        }
        // More values can only make a leaf true, unless it asks for there being none.
        List<String> values = values(field);
        return !other.holds
                && !(other.condition instanceof Expr.IsNull)
                && !values.isEmpty()
                && values.stream().allMatch(value -> holdsFor(other.condition, field, value));
    }

    /** One of these texts is among the values of the field; empty if they cannot be listed. */
    private List<String> values(String field) {
        Expr value = condition.operands().isEmpty() ? null : condition.operands().get(0);
        if (!(value instanceof Expr.Field tested) || !tested.name().equals(field)) {
            return List.of();
        }
        if (condition instanceof Expr.Comparison comparison
                && comparison.operator() == Expr.Operator.EQUAL
                && comparison.right().value() instanceof String text) {
            return List.of(text);
        }
        if (condition instanceof Expr.In in && !in.ignoreCase()) {
            List<String> texts = new ArrayList<>();
            for (Expr.Literal item : in.items()) {
                if (!(item.value() instanceof String text)) {
                    return List.of();
                }
                texts.add(text);
            }
            return texts;
        }
        return List.of();
    }

    /**
     * Asks the engine itself.
     *
     * @param value null for none
     */
    private static boolean holdsFor(Expr condition, String field, String value) {
        FieldSet fields = FieldSet.of(field);
        Event event =
                new Event(
                        fields,
                        new Object[] {value},
                        Timestamp.ofMillis(0),
                        Identity.of("", ""),
                        Coordinates.ofLine("", "", 1));
        return new PredicateCompiler(fields, field)
                .compile(new EventFilter(null, condition))
                .test(event);
    }
}
