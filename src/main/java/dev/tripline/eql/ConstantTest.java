// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.Expr.Literal;
import dev.tripline.eql.Expr.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
        if (expr instanceof Expr.Comparison comparison) {
            return comparison(comparison.operator(), comparison.right().value());
        }
        if (expr instanceof Expr.In in) {
            return in.ignoreCase()
                    ? text(anyCase(in.value(), texts(in.items())))
                    : new OneOf(accepted(in.items()), in.items().get(0).value() instanceof Number);
        }
        if (expr instanceof Expr.Like like) {
            return text(like(like));
        }
        if (expr instanceof Expr.Regex regex) {
            return text(LuceneRegex.checked(regex.patterns(), regex.ignoreCase()));
        }
        if (expr instanceof Expr.CidrMatch cidrMatch) {
            return text(new CidrBlocks(cidrMatch.blocks()));
        }
        return null;
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
        TextTest test =
                wildcards ? GlobCompiler.compile(folded, false) : Set.copyOf(folded)::contains;
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

    private static Set<Object> accepted(List<Literal> items) {
        Set<Object> accepted = new HashSet<>();
        for (Literal item : items) {
            if (item.value() instanceof Number number) {
                accepted.add(Numbers.canonical(number));
            } else {
                accepted.add(item.value());
                Object other = EqualTo.otherForm(item.value());
                if (other != null) {
                    accepted.add(other);
                }
            }
        }
        return accepted;
    }
}
