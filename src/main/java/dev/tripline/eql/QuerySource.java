// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ComparisonContext;
import dev.tripline.eql.EqlGrammar.ConjunctionContext;
import dev.tripline.eql.EqlGrammar.EventFilterContext;
import dev.tripline.eql.EqlGrammar.ExpressionContext;
import dev.tripline.eql.EqlGrammar.NegationContext;
import dev.tripline.eql.EqlGrammar.OperandContext;
import dev.tripline.eql.EqlGrammar.StatementContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * A good query as it was written. The tree of a {@link Query} knows no places; this one does, and
 * it still tells two spellings of one thing apart.
 */
record QuerySource(StatementContext statement) {

    /**
     * @param text that {@link EqlParser#parse} accepts
     */
    static QuerySource of(String text) {
        EqlGrammar parser = new EqlGrammar(SourceTokens.of(text));
        parser.removeErrorListeners();
        parser.setErrorHandler(new SyntaxErrorStrategy());
        return new QuerySource(parser.statement());
    }

    /** All nodes of one kind, in the order of the text. */
    <T extends ParserRuleContext> List<T> nodes(Class<T> kind) {
        return nodes(statement, kind);
    }

    /** Those at or below {@code top}. */
    static <T extends ParserRuleContext> List<T> nodes(ParseTree top, Class<T> kind) {
        List<T> found = new ArrayList<>();
        collect(top, kind, found);
        return found;
    }

    private static <T extends ParserRuleContext> void collect(
            ParseTree tree, Class<T> kind, List<T> found) {
        if (kind.isInstance(tree)) {
            found.add(kind.cast(tree));
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            collect(tree.getChild(i), kind, found);
        }
    }

    /** Every {@code and}, or single condition, that takes part in deciding a filter. */
    List<ConjunctionContext> conjunctions() {
        List<ConjunctionContext> found = new ArrayList<>();
        nodes(EventFilterContext.class).forEach(filter -> collect(filter.expression(), found));
        return found;
    }

    private static void collect(ExpressionContext condition, List<ConjunctionContext> found) {
        for (ConjunctionContext conjunction : condition.conjunction()) {
            found.add(conjunction);
            for (NegationContext part : conjunction.negation()) {
                NegationContext negated = part;
                while (negated.negation() != null) {
                    negated = negated.negation();
                }
                ExpressionContext inner = parenthesised(negated.comparison());
                if (inner != null) {
                    collect(inner, found);
                }
            }
        }
    }

    /** What stands in the parentheses if there is nothing else, or null. */
    static ExpressionContext parenthesised(ComparisonContext comparison) {
        if (comparison.sum().size() > 1
                || comparison.sum(0).product().size() > 1
                || comparison.sum(0).product(0).signed().size() > 1) {
            return null;
        }
        OperandContext operand = comparison.sum(0).product(0).signed(0).operand();
        return operand == null || operand.predicate() != null
                ? null
                : operand.primary().expression();
    }

    /** The condition that a node of a good query stands for, all by itself. */
    static Expr condition(ParserRuleContext node, Schema schema) {
        try {
            return ((EventQuery) EqlParser.parse("any where " + text(node), schema))
                    .filter()
                    .condition();
        } catch (EqlException e) {
            throw new IllegalArgumentException("part of a good query is a good condition", e);
        }
    }

    /** What was written for a node, comments included. */
    static String text(ParserRuleContext node) {
        return node.start
                .getInputStream()
                .getText(Interval.of(node.start.getStartIndex(), node.stop.getStopIndex()));
    }
}
