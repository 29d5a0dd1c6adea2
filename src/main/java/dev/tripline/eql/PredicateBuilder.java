// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ConstantContext;
import dev.tripline.eql.EqlGrammar.ExpressionContext;
import dev.tripline.eql.EqlGrammar.LookupContext;
import dev.tripline.eql.EqlGrammar.MatchContext;
import dev.tripline.eql.EqlGrammar.PredicateContext;
import dev.tripline.eql.EqlGrammar.ValueListContext;
import dev.tripline.eql.Expr.ListTest;
import dev.tripline.eql.Expr.Literal;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Builds what stands behind an operand: {@code in}, {@code :}, {@code like}, {@code regex}. */
final class PredicateBuilder {

    private final ExpressionBuilder expressions;
    private final RegexWork regexWork;

    /**
     * @param regexWork what is left for the regular expressions of the query
     */
    PredicateBuilder(ExpressionBuilder expressions, RegexWork regexWork) {
        this.expressions = expressions;
        this.regexWork = regexWork;
    }

    Expr apply(Expr value, ParserRuleContext place, PredicateContext predicate) {
        Expr result =
                predicate instanceof LookupContext lookup
                        ? lookup(value, place, lookup)
                        : match(value, place, (MatchContext) predicate);
        return Folding.fold(result);
    }

    private Expr lookup(Expr value, ParserRuleContext place, LookupContext lookup) {
        boolean ignoreCase = lookup.IN_TILDE() != null;
        if (ignoreCase) {
            requireString(value, place, "in~");
        }
        if (lookup.valueList() != null) {
            Expr in = Folding.fold(inList(value, ignoreCase, lookup.valueList()));
            return lookup.NOT() == null ? in : new Expr.Not(in);
        }
        Attempts attempts = new Attempts();
        List<Literal> items = new ArrayList<>();
        List<ExpressionContext> places = lookup.expression();
        for (ExpressionContext expression : places) {
            items.add(attempts.attempt(() -> item(expression)));
        }
        attempts.finish();
        requireOneType(value, ignoreCase, items, places);
        Expr in = Folding.fold(new Expr.In(value, items, ignoreCase));
        return lookup.NOT() == null ? in : new Expr.Not(in);
    }

    /** The entries are texts, also where there is none. */
    private Expr inList(Expr value, boolean ignoreCase, ValueListContext place) {
        ValueList list = expressions.list(place);
        boolean ownOrder = value instanceof Expr.Field field && field.type().hasOwnOrder();
        ValueType type = ValueType.of(value);
        if (!ignoreCase && !ownOrder && !type.accepts(ValueType.STRING) && type != ValueType.NULL) {
            throw Refusal.at(
                    place,
                    "the entries of a value list are strings, and this is compared with "
                            + type.words());
        }
        if (ownOrder) {
            list.entries().forEach(entry -> requireTyped((Expr.Field) value, entry, place));
        }
        return new Expr.Listed(value, ignoreCase ? ListTest.IN_ANY_CASE : ListTest.IN, list);
    }

    /** Whoever fills a list does not see the query. */
    private static void requireTyped(Expr.Field field, String entry, ValueListContext place) {
        try {
            TypedLiteral.of(field, Expr.Operator.EQUAL, new Literal(entry), place);
        } catch (Refusal refusal) {
            throw Refusal.at(
                    place,
                    "\""
                            + entry
                            + "\" in this list cannot be compared: "
                            + refusal.errors().get(0).message());
        }
    }

    private Literal item(ExpressionContext expression) {
        Expr value = expressions.value(expression);
        if (!MentionedFields.none(value)) {
            throw Refusal.at(expression, ComparisonBuilder.AGAINST_FIELD);
        }
        if (!(value instanceof Literal item) || item.value() == null) {
            throw Refusal.at(
                    expression, "a list cannot contain null; write `or field == null` beside it");
        }
        return item;
    }

    private static void requireOneType(
            Expr value, boolean ignoreCase, List<Literal> items, List<ExpressionContext> places) {
        Attempts attempts = new Attempts();
        ValueType wanted = ignoreCase ? ValueType.STRING : wanted(value, items.get(0));
        for (int i = 0; i < items.size(); i++) {
            Literal item = items.get(i);
            ExpressionContext place = places.get(i);
            attempts.attempt(
                    () -> {
                        requireType(value, wanted, item, place);
                        return item;
                    });
        }
        attempts.finish();
    }

    private static ValueType wanted(Expr value, Literal first) {
        ValueType type = ValueType.of(value);
        return type == ValueType.ANY || type == ValueType.NULL ? ValueType.of(first) : type;
    }

    private static void requireType(
            Expr value, ValueType wanted, Literal item, ExpressionContext place) {
        if (value instanceof Expr.Field field && field.type().hasOwnOrder()) {
            TypedLiteral.of(field, Expr.Operator.EQUAL, item, place);
        } else if (!wanted.accepts(ValueType.of(item))) {
            throw Refusal.at(
                    place,
                    "`in` compares values of one type: expected "
                            + wanted.words()
                            + ", but this is "
                            + ValueType.of(item).words());
        }
    }

    private Expr match(Expr value, ParserRuleContext place, MatchContext match) {
        String operator = operator(match);
        if (match.NOT() != null) {
            throw Refusal.at(
                    match, "only `in` takes `not` here; write `not … " + operator + " …` instead");
        }
        requireString(value, place, operator);
        boolean regex = match.REGEX() != null || match.REGEX_TILDE() != null;
        if (match.patterns().valueList() != null) {
            if (regex) {
                throw Refusal.at(
                        match.patterns(),
                        "regular expressions stand in the query; of a value list `like` takes"
                                + " wildcards");
            }
            return new Expr.Listed(
                    value,
                    match.LIKE() == null ? ListTest.LIKE_ANY_CASE : ListTest.LIKE,
                    expressions.list(match.patterns().valueList()));
        }
        Attempts attempts = new Attempts();
        List<String> patterns = new ArrayList<>();
        for (ConstantContext constant : match.patterns().constant()) {
            patterns.add(attempts.attempt(() -> pattern(constant, operator)));
        }
        attempts.finish();
        if (!regex) {
            return new Expr.Like(value, patterns, match.LIKE() == null);
        }
        boolean ignoreCase = match.REGEX_TILDE() != null;
        for (ConstantContext constant : match.patterns().constant()) {
            attempts.attempt(
                    () -> {
                        requireRegex(constant, ignoreCase);
                        return constant;
                    });
        }
        attempts.finish();
        return new Expr.Regex(value, patterns, ignoreCase);
    }

    private static String pattern(ConstantContext constant, String operator) {
        if (Literals.constant(constant).value() instanceof String text) {
            return text;
        }
        throw Refusal.at(
                constant,
                "the right side of `" + operator + "` must be a string or a list of strings");
    }

    private void requireRegex(ConstantContext constant, boolean ignoreCase) {
        if (regexWork.isSpent()) {
            return;
        }
        try {
            LuceneRegex.of(Literals.string(constant.string()), ignoreCase, regexWork);
        } catch (UnusableRegex e) {
            throw Refusal.at(constant, e.getMessage());
        }
    }

    private static void requireString(Expr value, ParserRuleContext place, String operator) {
        ValueType type = ValueType.of(value);
        if (!ValueType.STRING.accepts(type)) {
            throw Refusal.at(
                    place, "`" + operator + "` needs a string, but this is " + type.words());
        }
    }

    private static String operator(MatchContext match) {
        return match.getChild(match.NOT() == null ? 0 : 1).getText();
    }
}
