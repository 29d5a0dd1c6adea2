// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ComparisonOperatorContext;
import dev.tripline.eql.Expr.Literal;
import dev.tripline.eql.Expr.Operator;
import org.antlr.v4.runtime.ParserRuleContext;

/** Brings comparisons into the one form the tree has for them: a value against a constant. */
final class ComparisonBuilder {

    static final String AGAINST_FIELD =
            "comparisons against fields are not supported; compare with a constant";

    private ComparisonBuilder() {}

    /**
     * @param rightPlace where to report that the sides do not go together
     */
    static Expr compare(
            Expr left, ComparisonOperatorContext symbol, Expr right, ParserRuleContext rightPlace) {
        if (symbol.NEQ() != null) {
            return Folding.fold(
                    new Expr.Not(compare(left, Operator.EQUAL, symbol, right, rightPlace)));
        }
        return compare(left, operator(symbol), symbol, right, rightPlace);
    }

    private static Expr compare(
            Expr left,
            Operator operator,
            ComparisonOperatorContext symbol,
            Expr right,
            ParserRuleContext rightPlace) {
        boolean leftConstant = MentionedFields.none(left);
        boolean rightConstant = MentionedFields.none(right);
        if (!leftConstant && !rightConstant) {
            throw Refusal.at(
                    rightPlace,
                    rightPlace.start == rightPlace.stop && Keywords.misspelt(rightPlace.start)
                            ? Keywords.advice(rightPlace.start)
                            : AGAINST_FIELD);
        }
        if (leftConstant && !rightConstant) {
            return compare(right, operator.flipped(), symbol, left, rightPlace);
        }
        Literal literal = constant(right, rightPlace);
        if (left instanceof Expr.Field field) {
            literal = TypedLiteral.of(field, operator, literal, symbol);
        }
        refuseMixedTypes(left, operator, symbol, literal);
        return Folding.fold(simplest(left, operator, literal));
    }

    private static Literal constant(Expr right, ParserRuleContext place) {
        if (right instanceof Literal literal) {
            return literal;
        }
        if (Folding.mentionsNull(right)) {
            return Literal.NULL;
        }
        throw Refusal.at(place, "this constant has no value");
    }

    private static Expr simplest(Expr left, Operator operator, Literal right) {
        if (operator == Operator.EQUAL && right.value() == null) {
            return new Expr.IsNull(left);
        }
        if (right.value() == null && MentionedFields.none(left)) {
            return Literal.NULL;
        }
        if (right.value() instanceof Boolean wanted
                && ValueType.of(left) == ValueType.BOOLEAN
                && !(left instanceof Expr.Field)) {
            return wanted ? left : new Expr.Not(left);
        }
        return new Expr.Comparison(left, operator, right);
    }

    private static void refuseMixedTypes(
            Expr left, Operator operator, ComparisonOperatorContext symbol, Literal right) {
        ValueType leftType = ValueType.of(left);
        ValueType rightType = ValueType.of(right);
        if (leftType == ValueType.NULL || rightType == ValueType.NULL) {
            return;
        }
        // With a field the constant already has the right type.
        if (!(left instanceof Expr.Field) && !leftType.accepts(rightType)) {
            throw Refusal.at(
                    symbol, leftType.words() + " cannot be compared with " + rightType.words());
        }
        if (operator != Operator.EQUAL && rightType == ValueType.BOOLEAN) {
            throw Refusal.at(
                    symbol, "`" + symbol.getText() + "` compares numbers and strings only");
        }
    }

    private static Operator operator(ComparisonOperatorContext symbol) {
        return switch (symbol.start.getType()) {
            case EqlTokens.LT -> Operator.LESS;
            case EqlTokens.LTE -> Operator.LESS_OR_EQUAL;
            case EqlTokens.GT -> Operator.GREATER;
            case EqlTokens.GTE -> Operator.GREATER_OR_EQUAL;
            default -> Operator.EQUAL;
        };
    }
}
