// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventFilter;
import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Expr;
import dev.tripline.eql.JoinKey;
import dev.tripline.eql.PredicateCompiler;
import dev.tripline.eql.Query;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import dev.tripline.format.FieldSupply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which formats can feed a rule: whether any event of a format can meet its conditions, seeing
 * which fields that format gives. Where the values decide, the answer is yes.
 */
public final class Feeding {

    private final List<FieldSupply> supplies;

    public Feeding(List<FieldSupply> supplies) {
        this.supplies = List.copyOf(supplies);
    }

    /**
     * What one stage can be fed by.
     *
     * @param formats whose tables give what the stage asks for, in the order of the tables
     * @param open formats that hold whatever somebody writes into their documents
     */
    public record Stage(List<String> formats, List<String> open) {

        /** Whether more than documents that somebody has made ready can feed it. */
        public boolean isFed() {
            return !formats.isEmpty();
        }
    }

    /** Whether some format's table gives a field, so that more than ready documents have it. */
    public boolean isGiven(String field) {
        return supplies.stream().anyMatch(supply -> !supply.isOpen() && supply.has(field));
    }

    /** One for each stage that has to happen, in their order. */
    public List<Stage> of(Rule rule) {
        List<Stage> stages = new ArrayList<>();
        for (Term term : terms(rule)) {
            stages.add(stage(term, rule.categoryField()));
        }
        return stages;
    }

    private static List<Term> terms(Rule rule) {
        Query query = rule.query();
        if (query instanceof EventQuery event) {
            return List.of(new Term(event.filter(), keys(rule.grouping()), 1, false));
        }
        List<Term> terms =
                query instanceof SampleQuery sample
                        ? sample.terms()
                        : ((SequenceQuery) query).terms();
        return terms.stream().filter(term -> !term.missing()).toList();
    }

    private static List<JoinKey> keys(Grouping grouping) {
        if (grouping instanceof Threshold threshold) {
            return threshold.groupBy();
        }
        return grouping instanceof NewTerms terms ? terms.terms() : List.of();
    }

    private Stage stage(Term term, String categoryField) {
        Set<String> formats = new LinkedHashSet<>();
        Set<String> open = new LinkedHashSet<>();
        for (FieldSupply supply : supplies) {
            if (hasKeys(supply, term.keys()) && canHold(supply, term.filter(), categoryField)) {
                (supply.isOpen() ? open : formats).add(supply.format());
            }
        }
        open.removeAll(formats);
        return new Stage(List.copyOf(formats), List.copyOf(open));
    }

    private static boolean hasKeys(FieldSupply supply, List<JoinKey> keys) {
        return keys.stream().allMatch(key -> key.optional() || supply.has(key.field()));
    }

    private static boolean canHold(FieldSupply supply, EventFilter filter, String categoryField) {
        return (filter.category() == null || canEqual(supply, categoryField, filter.category()))
                && canBe(true, filter.condition(), supply);
    }

    private static boolean canEqual(FieldSupply supply, String field, String value) {
        Object constant = supply.constant(field);
        return constant == null ? supply.has(field) : constant.equals(value);
    }

    private static boolean canBe(boolean outcome, Expr expr, FieldSupply supply) {
        if (expr instanceof Expr.Not not) {
            return canBe(!outcome, not.operand(), supply);
        }
        if (expr instanceof Expr.And || expr instanceof Expr.Or) {
            boolean all = expr instanceof Expr.And == outcome;
            return all
                    ? expr.operands().stream().allMatch(part -> canBe(outcome, part, supply))
                    : expr.operands().stream().anyMatch(part -> canBe(outcome, part, supply));
        }
        Map<String, Object> known = new LinkedHashMap<>();
        for (String field : fields(expr, new TreeSet<>())) {
            Object constant = supply.constant(field);
            if (constant == null && supply.has(field)) {
                return true;
            }
            if (constant != null) {
                known.put(field, constant);
            }
        }
        return holds(expr, known) == outcome;
    }

    /** Asks the engine itself. */
    private static boolean holds(Expr condition, Map<String, Object> values) {
        FieldSet fields = FieldSet.of(values.keySet());
        Object[] slots = new Object[values.size()];
        values.forEach((field, value) -> slots[fields.slot(field)] = value);
        Event event =
                new Event(
                        fields,
                        slots,
                        Timestamp.ofMillis(0),
                        Identity.of("", ""),
                        Coordinates.ofLine("", "", 1));
        return new PredicateCompiler(fields, Rule.DEFAULT_CATEGORY_FIELD)
                .compile(new EventFilter(null, condition))
                .test(event);
    }

    private static Set<String> fields(Expr expr, Set<String> found) {
        if (expr instanceof Expr.Field field) {
            found.add(field.name());
        }
        expr.operands().forEach(operand -> fields(operand, found));
        return found;
    }
}
