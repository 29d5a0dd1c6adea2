// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ComparisonContext;
import dev.tripline.eql.EqlGrammar.ConjunctionContext;
import dev.tripline.eql.EqlGrammar.ExpressionContext;
import dev.tripline.eql.EqlGrammar.NegationContext;
import dev.tripline.eql.EqlGrammar.OperandContext;
import dev.tripline.eql.EqlGrammar.PrimaryContext;
import dev.tripline.eql.EqlGrammar.ProductContext;
import dev.tripline.eql.EqlGrammar.SignedContext;
import dev.tripline.eql.EqlGrammar.SumContext;
import dev.tripline.eql.EqlGrammar.ValueListContext;
import dev.tripline.eql.Expr.ArithmeticOperator;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns the parse tree of an expression into its {@link Expr} and checks types on the way. */
final class ExpressionBuilder {

    private final FieldReference fields;
    private final ListReference lists;
    private final RegexWork regexWork = new RegexWork();

    ExpressionBuilder(FieldReference fields, ListReference lists) {
        this.fields = fields;
        this.lists = lists;
    }

    ValueList list(ValueListContext written) {
        return lists.of(written);
    }

    /**
     * @throws Refusal if the expression is not true or false
     */
    Expr condition(ExpressionContext expression) {
        return asCondition(value(expression), expression);
    }

    Expr value(ExpressionContext expression) {
        List<ConjunctionContext> parts = expression.conjunction();
        if (parts.size() == 1) {
            return conjunction(parts.get(0));
        }
        Attempts attempts = new Attempts();
        List<Expr> operands = new ArrayList<>();
        for (ConjunctionContext part : parts) {
            Expr operand = attempts.attempt(() -> asOperand(conjunction(part), part));
            if (operand instanceof Expr.Or or) {
                operands.addAll(or.operands());
            } else {
                operands.add(operand);
            }
        }
        attempts.finish();
        return Folding.fold(new Expr.Or(operands));
    }

    private Expr conjunction(ConjunctionContext conjunction) {
        List<NegationContext> parts = conjunction.negation();
        if (parts.size() == 1) {
            return negation(parts.get(0));
        }
        Attempts attempts = new Attempts();
        List<Expr> operands = new ArrayList<>();
        for (NegationContext part : parts) {
            Expr operand = attempts.attempt(() -> asOperand(negation(part), part));
            if (operand instanceof Expr.And and) {
                operands.addAll(and.operands());
            } else {
                operands.add(operand);
            }
        }
        attempts.finish();
        return Folding.fold(new Expr.And(operands));
    }

    private Expr negation(NegationContext negation) {
        if (negation.lineage() != null) {
            throw Refusal.at(negation, Lineage.message(negation.lineage().IDENTIFIER().getText()));
        }
        if (negation.comparison() != null) {
            return comparison(negation.comparison());
        }
        Expr operand = asCondition(negation(negation.negation()), negation.negation());
        return Folding.fold(new Expr.Not(operand));
    }

    /** One side of {@code and} or {@code or}. */
    private static Expr asOperand(Expr expr, ParserRuleContext place) {
        if (expr instanceof Expr.Literal literal && literal.value() instanceof String) {
            throw Refusal.at(
                    place,
                    "expected a condition, but this is a string; for several values write"
                            + " `field in (…)`");
        }
        return asCondition(expr, place);
    }

    private static Expr asCondition(Expr expr, ParserRuleContext place) {
        ValueType type = ValueType.of(expr);
        // Null may come out of a comparison; then it is a condition that never holds.
        boolean writtenNull = place.start == place.stop && place.start.getType() == EqlTokens.NULL;
        if (type == ValueType.NULL && !writtenNull) {
            return expr;
        }
        boolean isField = expr instanceof Expr.Field;
        if (type == ValueType.BOOLEAN && !isField) {
            return expr;
        }
        if (type == ValueType.BOOLEAN || type == ValueType.ANY) {
            return new Expr.Comparison(expr, Expr.Operator.EQUAL, Expr.Literal.TRUE);
        }
        throw Refusal.at(
                place,
                "expected a condition, but this is "
                        + type.words()
                        + (isField ? "; compare it with a constant" : ""));
    }

    private Expr comparison(ComparisonContext comparison) {
        if (comparison.sum().size() == 1) {
            return sum(comparison.sum(0));
        }
        if (comparison.sum().size() > 2) {
            throw Refusal.at(
                    comparison.comparisonOperator(1),
                    "comparisons cannot be chained; combine two of them with `and`");
        }
        Attempts attempts = new Attempts();
        Expr left = attempts.attempt(() -> sum(comparison.sum(0)));
        Expr right = attempts.attempt(() -> sum(comparison.sum(1)));
        attempts.finish();
        return ComparisonBuilder.compare(
                left, comparison.comparisonOperator(0), right, comparison.sum(1));
    }

    private Expr sum(SumContext sum) {
        List<ProductContext> places = sum.product();
        Attempts attempts = new Attempts();
        List<Expr> operands = new ArrayList<>();
        for (ProductContext place : places) {
            operands.add(attempts.attempt(() -> product(place)));
        }
        attempts.finish();
        Expr result = operands.get(0);
        for (int i = 1; i < operands.size(); i++) {
            result =
                    arithmetic(
                            result,
                            places.get(0),
                            operator(sum, i),
                            operands.get(i),
                            places.get(i));
        }
        return result;
    }

    private Expr product(ProductContext product) {
        List<SignedContext> places = product.signed();
        Attempts attempts = new Attempts();
        List<Expr> operands = new ArrayList<>();
        for (SignedContext place : places) {
            operands.add(attempts.attempt(() -> signed(place)));
        }
        attempts.finish();
        Expr result = operands.get(0);
        for (int i = 1; i < operands.size(); i++) {
            result =
                    arithmetic(
                            result,
                            places.get(0),
                            operator(product, i),
                            operands.get(i),
                            places.get(i));
        }
        return result;
    }

    private static Expr arithmetic(
            Expr left,
            ParserRuleContext leftPlace,
            Token operator,
            Expr right,
            ParserRuleContext rightPlace) {
        requireNumber(left, leftPlace, operator);
        requireNumber(right, rightPlace, operator);
        ArithmeticOperator arithmetic =
                switch (operator.getType()) {
                    case EqlTokens.PLUS -> ArithmeticOperator.ADD;
                    case EqlTokens.MINUS -> ArithmeticOperator.SUBTRACT;
                    case EqlTokens.STAR -> ArithmeticOperator.MULTIPLY;
                    case EqlTokens.SLASH -> ArithmeticOperator.DIVIDE;
                    default -> ArithmeticOperator.MODULO;
                };
        return Folding.fold(new Expr.Arithmetic(left, arithmetic, right));
    }

    /** The operator before the operand of that number: operands and operators alternate. */
    private static Token operator(ParserRuleContext chain, int operand) {
        return ((TerminalNode) chain.getChild(2 * operand - 1)).getSymbol();
    }

    private Expr signed(SignedContext signed) {
        if (signed.operand() != null) {
            return operand(signed.operand());
        }
        Expr operand = signed(signed.signed());
        requireNumber(operand, signed.signed(), signed.start);
        return signed.MINUS() == null ? operand : Folding.fold(new Expr.Negate(operand));
    }

    private static void requireNumber(Expr expr, ParserRuleContext place, Token operator) {
        ValueType type = ValueType.of(expr);
        if (!ValueType.NUMBER.accepts(type)) {
            throw Refusal.at(
                    place,
                    "`" + operator.getText() + "` needs a number, but this is " + type.words());
        }
    }

    private Expr operand(OperandContext operand) {
        Expr value = primary(operand.primary());
        return operand.predicate() == null
                ? value
                : new PredicateBuilder(this, regexWork)
                        .apply(value, operand.primary(), operand.predicate());
    }

    private Expr primary(PrimaryContext primary) {
        if (primary.constant() != null) {
            return Literals.constant(primary.constant());
        }
        if (primary.field() != null) {
            return fields.of(primary.field());
        }
        if (primary.valueList() != null) {
            throw Refusal.at(primary, ListReference.MISPLACED);
        }
        return primary.function() == null
                ? value(primary.expression())
                : new CallBuilder(this).call(primary.function());
    }
}
