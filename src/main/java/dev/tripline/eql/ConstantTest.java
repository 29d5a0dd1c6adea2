// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.Expr.Literal;
import dev.tripline.eql.Expr.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the value tests of comparisons, lists and patterns. The literal says how to compare: with a
 * string by the canonical text of the value, with a number by numeric value.
 */
final class ConstantTest {

    private ConstantTest() {}

    /**
     * The test that {@code expr} makes on its operand, or null if it is not a test of one value
     * against constants.
     */
    static ValueTest of(Expr expr) {
        if (expr instanceof Expr.Listed listed) {
            return listed.list().entries().isEmpty() ? value -> false : of(listed.writtenOut());
        }
        ValueTest typed =
                !expr.operands().isEmpty() && expr.operands().get(0) instanceof Expr.Field field
                        ? TypedTest.of(field, expr)
                        : null;
        if (typed != null) {
            return typed;
        }
        if (expr instanceof Expr.Comparison comparison) {
            return comparison(comparison.operator(), comparison.right().value());
        }
        if (expr instanceof Expr.In in) {
            return in.ignoreCase()
                    ? text(anyCase(in.value(), texts(in.items())))
                    : oneOf(in.items());
        }
        if (expr instanceof Expr.Like like) {
            return text(like(like));
        }
        if (expr instanceof Expr.Regex regex) {
            return text(LuceneRegex.test(regex.patterns(), regex.ignoreCase()));
        }
        if (expr instanceof Expr.CidrMatch cidrMatch) {
            return text(new CidrBlocks(cidrMatch.blocks()));
        }
        TextTest part = expr instanceof Expr.Call call ? PartTest.of(call) : null;
        return part == null ? null : text(part);
    }

    private static ValueTest comparison(Operator operator, Object constant) {
        if (constant == null) {
            return value -> false;
        }
        if (constant instanceof Number number) {
            return new NumberComparison(operator, number);
        }
        if (operator == Operator.EQUAL) {
            return new EqualTo(constant);
        }
        String text = Values.text(constant);
        return value -> operator.accepts(CodePointOrder.compare(Values.text(value), text));
    }

    private static ValueTest oneOf(List<Literal> items) {
        Set<Object> constants = items.stream().map(Literal::value).collect(Collectors.toSet());
        return items.get(0).value() instanceof Number
                ? new OneOfNumbers(constants)
                : new OneOf(constants);
    }

    private static TextTest like(Expr.Like like) {
        return like.ignoreCase() && !(like.value() instanceof Expr.Field)
                ? fullyFolded(like.patterns(), true)
                : GlobCompiler.compile(like.patterns(), like.ignoreCase());
    }

    private static TextTest anyCase(Expr value, List<String> texts) {
        return value instanceof Expr.Field ? new FoldedSet(texts) : fullyFolded(texts, false);
    }

    /** Fields are folded as in an index, ASCII letters only; computed text as the JDK does it. */
    private static TextTest fullyFolded(List<String> patterns, boolean wildcards) {
        List<String> folded = patterns.stream().map(p -> p.toLowerCase(Locale.ROOT)).toList();
        TextTest test = wildcards ? GlobCompiler.compile(folded, false) : new TextSet(folded);
        return text -> test.matches(text.toLowerCase(Locale.ROOT));
    }

    private static ValueTest text(TextTest test) {
        return value -> test.matches(value instanceof String text ? text : Values.text(value));
    }

    private static List<String> texts(List<Literal> items) {
        List<String> texts = new ArrayList<>();
        for (Literal item : items) {
            texts.add((String) item.value());
        }
        return texts;
    }
}
