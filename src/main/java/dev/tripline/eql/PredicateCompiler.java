// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.FieldSet;
import java.util.List;

/**
 * Turns event filters into predicates over the slots of events.
 *
 * <p>A condition is true or false, never unknown: {@code and}, {@code or} and {@code not} are plain
 * logic over leaves, and a leaf holds if it holds for <em>some</em> choice of one value for each
 * mention of a field. So {@code not f == "a"} holds for an event without {@code f}, and {@code f ==
 * "a" and f == "b"} can hold for one with several values.
 */
public final class PredicateCompiler {

    private static final Predicate ALWAYS = event -> true;
    private static final Predicate NEVER = event -> false;

    private final FieldSet fields;
    private final String categoryField;

    /**
     * @param fields of the events to be tested; a field outside of it has no value
     * @param categoryField which field holds what a filter names before {@code where}
     */
    public PredicateCompiler(FieldSet fields, String categoryField) {
        this.fields = fields;
        this.categoryField = categoryField;
    }

    /** The predicate holds for events of the category that meet the condition. */
    public Predicate compile(EventFilter filter) {
        Predicate condition = condition(filter.condition());
        if (filter.category() == null) {
            return condition;
        }
        Predicate category = equalText(categoryField, filter.category());
        return condition == ALWAYS
                ? category
                : Combination.allOf(new Predicate[] {category, condition});
    }

    private Predicate condition(Expr expr) {
        if (expr instanceof Expr.And and) {
            return Combination.allOf(conditions(and.operands()));
        }
        if (expr instanceof Expr.Or or) {
            return Combination.anyOf(conditions(or.operands()));
        }
        if (expr instanceof Expr.Not not) {
            Predicate operand = condition(not.operand());
            return event -> !operand.test(event);
        }
        if (expr instanceof Expr.Literal literal) {
            return Boolean.TRUE.equals(literal.value()) ? ALWAYS : NEVER;
        }
        return leaf(expr);
    }

    private Predicate[] conditions(List<Expr> operands) {
        return operands.stream().map(this::condition).toArray(Predicate[]::new);
    }

    private Predicate leaf(Expr expr) {
        if (expr.operands().get(0) instanceof Expr.Field field) {
            if (expr instanceof Expr.IsNull) {
                int slot = fields.slot(field.name());
                return slot == FieldSet.ABSENT ? ALWAYS : event -> event.get(slot) == null;
            }
            if (expr instanceof Expr.Comparison comparison
                    && comparison.operator() == Expr.Operator.EQUAL
                    && !field.type().hasOwnOrder()
                    && comparison.right().value() instanceof String text) {
                return equalText(field.name(), text);
            }
            ValueTest test = ConstantTest.of(expr);
            if (test != null) {
                return onSlot(field.name(), test);
            }
        }
        ValueCompiler compiler = new ValueCompiler();
        Computation computation = compiler.compile(expr);
        int[] slots = compiler.mentions().stream().mapToInt(fields::slot).toArray();
        return new ExistentialLeaf(slots, computation);
    }

    private Predicate equalText(String field, String text) {
        int slot = fields.slot(field);
        return slot == FieldSet.ABSENT ? NEVER : new EqualText(slot, text);
    }

    private Predicate onSlot(String field, ValueTest test) {
        int slot = fields.slot(field);
        return slot == FieldSet.ABSENT ? NEVER : new SlotPredicate(slot, test);
    }
}
