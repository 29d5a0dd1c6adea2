// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Explains what an event filter says about events. Every part of the condition is compiled as the
 * engine compiles the whole, so that what is told here is what happens there.
 */
public final class FilterExplainer {

    private final PredicateCompiler compiler;
    private final FieldSet fields;
    private final Redactor redactor;
    private final Node root;

    /**
     * @param fields of the events, as for {@link PredicateCompiler}
     * @param redactor cleans the values that are shown
     */
    public FilterExplainer(
            EventFilter filter, FieldSet fields, String categoryField, Redactor redactor) {
        this.compiler = new PredicateCompiler(fields, categoryField);
        this.fields = fields;
        this.redactor = redactor;
        this.root =
                filter.category() == null
                        ? node(filter.condition())
                        : withCategory(filter, categoryField);
    }

    /** A part of the condition, ready to look at events. */
    private record Node(
            Explanation.Kind kind,
            String text,
            Predicate predicate,
            List<Node> parts,
            Collection<String> fields) {}

    public Explanation explain(Event event) {
        return explain(root, event);
    }

    private Explanation explain(Node node, Event event) {
        return new Explanation(
                node.kind,
                node.text,
                node.predicate.test(event),
                node.parts.stream().map(part -> explain(part, event)).toList(),
                node.fields.stream()
                        .map(field -> new Explanation.Seen(field, value(event, field)))
                        .toList());
    }

    private Object value(Event event, String field) {
        int slot = fields.slot(field);
        return slot == FieldSet.ABSENT ? null : redactor.ofField(field).apply(event.get(slot));
    }

    private Node withCategory(EventFilter filter, String categoryField) {
        Expr category =
                new Expr.Comparison(
                        new Expr.Field(categoryField, false),
                        Expr.Operator.EQUAL,
                        new Expr.Literal(filter.category()));
        Node condition = node(filter.condition());
        List<Node> parts = new ArrayList<>(List.of(node(category)));
        parts.addAll(
                condition.kind == Explanation.Kind.ALL_OF ? condition.parts : List.of(condition));
        return new Node(Explanation.Kind.ALL_OF, "", compiler.compile(filter), parts, List.of());
    }

    private Node node(Expr expr) {
        Predicate predicate = compiler.compile(new EventFilter(null, expr));
        Explanation.Kind kind =
                expr instanceof Expr.And
                        ? Explanation.Kind.ALL_OF
                        : expr instanceof Expr.Or
                                ? Explanation.Kind.ANY_OF
                                : expr instanceof Expr.Not
                                        ? Explanation.Kind.NOT
                                        : Explanation.Kind.LEAF;
        if (kind == Explanation.Kind.LEAF) {
            return new Node(
                    kind,
                    NormalExpression.of(expr),
                    predicate,
                    List.of(),
                    MentionedFields.of(expr));
        }
        List<Node> parts = expr.operands().stream().map(this::node).toList();
        return new Node(kind, "", predicate, parts, List.of());
    }
}
