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
import dev.tripline.eql.Expr.ArithmeticOperator;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns the parse tree of an expression into its {@link Expr} and checks types on the way. */
final class ExpressionBuilder {

    private ExpressionBuilder() {}

    /**
     * @throws Refusal if the expression is not true or false
     */
    static Expr condition(ExpressionContext expression) {
        return asCondition(value(expression), expression);
    }

    static Expr value(ExpressionContext expression) {
        List<ConjunctionContext> parts = expression.conjunction();
        if (parts.size() == 1) {
            return conjunction(parts.get(0));
        }
        List<Expr> operands = new ArrayList<>();
        for (ConjunctionContext part : parts) {
            Expr operand = asCondition(conjunction(part), part);
            if (operand instanceof Expr.Or or) {
                operands.addAll(or.operands());
            } else {
                operands.add(operand);
            }
        }
        return Folding.fold(new Expr.Or(operands));
    }

    private static Expr conjunction(ConjunctionContext conjunction) {
        List<NegationContext> parts = conjunction.negation();
        if (parts.size() == 1) {
            return negation(parts.get(0));
        }
        List<Expr> operands = new ArrayList<>();
        for (NegationContext part : parts) {
            Expr operand = asCondition(negation(part), part);
            if (operand instanceof Expr.And and) {
                operands.addAll(and.operands());
            } else {
                operands.add(operand);
            }
        }
        return Folding.fold(new Expr.And(operands));
    }

    private static Expr negation(NegationContext negation) {
        if (negation.lineage() != null) {
            throw Refusal.at(
                    negation,
                    "process relationships such as `"
                            + negation.lineage().IDENTIFIER().getText()
                            + " of` are not supported");
        }
        if (negation.comparison() != null) {
            return comparison(negation.comparison());
        }
        Expr operand = asCondition(negation(negation.negation()), negation.negation());
        return Folding.fold(new Expr.Not(operand));
    }

    private static Expr asCondition(Expr expr, ParserRuleContext place) {
        return switch (ValueType.of(expr)) {
            case BOOLEAN -> expr;
            case ANY -> new Expr.Comparison(expr, Expr.Operator.EQUAL, Expr.Literal.TRUE);
            case NULL, NUMBER, STRING ->
                    throw Refusal.at(
                            place,
                            "expected a condition, but this is " + ValueType.of(expr).words());
        };
    }

    private static Expr comparison(ComparisonContext comparison) {
        Expr left = sum(comparison.sum(0));
        if (comparison.sum().size() == 1) {
            return left;
        }
        if (comparison.sum().size() > 2) {
            throw Refusal.at(
                    comparison.comparisonOperator(1),
                    "comparisons cannot be chained; combine two of them with `and`");
        }
        return ComparisonBuilder.compare(
                left, comparison.comparisonOperator(0), sum(comparison.sum(1)), comparison.sum(1));
    }

    private static Expr sum(SumContext sum) {
        Expr result = product(sum.product(0));
        for (int i = 1; i < sum.product().size(); i++) {
            result =
                    arithmetic(
                            result,
                            sum.product(0),
                            operator(sum, i),
                            product(sum.product(i)),
                            sum.product(i));
        }
        return result;
    }

    private static Expr product(ProductContext product) {
        Expr result = signed(product.signed(0));
        for (int i = 1; i < product.signed().size(); i++) {
            result =
                    arithmetic(
                            result,
                            product.signed(0),
                            operator(product, i),
                            signed(product.signed(i)),
                            product.signed(i));
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

    private static Expr signed(SignedContext signed) {
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

    private static Expr operand(OperandContext operand) {
        Expr value = primary(operand.primary());
        return operand.predicate() == null
                ? value
                : PredicateBuilder.apply(value, operand.primary(), operand.predicate());
    }

    private static Expr primary(PrimaryContext primary) {
        if (primary.constant() != null) {
            return Literals.constant(primary.constant());
        }
        if (primary.field() != null) {
            return FieldReference.of(primary.field());
        }
        return primary.function() == null
                ? value(primary.expression())
                : CallBuilder.call(primary.function());
    }
}
