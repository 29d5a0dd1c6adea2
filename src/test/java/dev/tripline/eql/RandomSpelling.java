// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.Expr.Literal;
import dev.tripline.eql.Expr.Operator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes a tree as one of the texts that mean it. */
final class RandomSpelling {

    private final Random random;

    RandomSpelling(Random random) {
        this.random = random;
    }

    String of(Expr expr) {
        if (expr instanceof Literal literal) {
            return constant(literal.value());
        }
        if (expr instanceof Expr.Field field) {
            String name = field.name();
            String quoted = random.nextInt(4) == 0 ? "`" + name + "`" : name.replace(".", " . ");
            return (field.optional() ? "?" : "") + quoted;
        }
        if (expr instanceof Expr.Not not) {
            return negated(not.operand());
        }
        if (expr instanceof Expr.And and) {
            return joined(and.operands(), " and ");
        }
        if (expr instanceof Expr.Or or) {
            return joined(or.operands(), " or ");
        }
        if (expr instanceof Expr.Arithmetic arithmetic) {
            String left = operand(arithmetic.left());
            String right = operand(arithmetic.right());
            return random.nextInt(3) == 0
                    ? arithmetic.operator().name() + "(" + left + ", " + right + ")"
                    : left + " " + arithmetic.operator().symbol() + " " + right;
        }
        return expr instanceof Expr.Negate negate ? "-" + operand(negate.operand()) : leaf(expr);
    }

    private String negated(Expr operand) {
        if (random.nextBoolean()) {
            if (operand instanceof Expr.Comparison comparison
                    && comparison.operator() == Operator.EQUAL) {
                return operand(comparison.left()) + " != " + of(comparison.right());
            }
            if (operand instanceof Expr.IsNull isNull) {
                return operand(isNull.operand()) + " != null";
            }
            if (operand instanceof Expr.In in) {
                return operand(in.value()) + " not" + items(in);
            }
            if (operand instanceof Expr.Call) {
                return operand(operand) + (random.nextBoolean() ? " == false" : " != true");
            }
        }
        return "not " + operand(operand);
    }

    private String leaf(Expr expr) {
        if (expr instanceof Expr.Comparison comparison) {
            return comparison(comparison);
        }
        if (expr instanceof Expr.IsNull isNull) {
            return operand(isNull.operand()) + " == null";
        }
        if (expr instanceof Expr.In in) {
            return operand(in.value()) + items(in);
        }
        if (expr instanceof Expr.Like like) {
            if (random.nextInt(4) == 0) {
                return (like.ignoreCase() ? "wildcard~(" : "wildCard(")
                        + arguments(like.value(), like.patterns());
            }
            String ignoring = random.nextBoolean() ? " : " : " like~ ";
            return operand(like.value())
                    + (like.ignoreCase() ? ignoring : " like ")
                    + patterns(like.patterns());
        }
        if (expr instanceof Expr.Regex regex) {
            return operand(regex.value())
                    + (regex.ignoreCase() ? " regex~ " : " regex ")
                    + patterns(regex.patterns());
        }
        if (expr instanceof Expr.CidrMatch cidrMatch) {
            return "cidrmatch(" + arguments(cidrMatch.address(), cidrMatch.blocks());
        }
        Expr.Call call = (Expr.Call) expr;
        String arguments =
                call.arguments().stream().map(this::operand).collect(Collectors.joining(", "));
        return call.name() + (call.ignoreCase() ? "~" : "") + "(" + arguments + ")";
    }

    private String comparison(Expr.Comparison comparison) {
        Expr left = comparison.left();
        if (Boolean.TRUE.equals(comparison.right().value()) && random.nextBoolean()) {
            return of(left);
        }
        boolean flipped = left instanceof Expr.Field && random.nextInt(3) == 0;
        return flipped
                ? operand(comparison.right())
                        + " "
                        + comparison.operator().flipped().symbol()
                        + " "
                        + of(left)
                : operand(left) + comparison.operator().symbol() + of(comparison.right());
    }

    private String operand(Expr expr) {
        boolean plain = expr instanceof Expr.Field && random.nextBoolean();
        return plain ? of(expr) : "(" + of(expr) + ")";
    }

    private String joined(List<Expr> operands, String word) {
        return operands.size() == 1
                ? operand(operands.get(0))
                : operands.stream().map(this::operand).collect(Collectors.joining(word));
    }

    private String items(Expr.In in) {
        return in.items().stream()
                .map(this::of)
                .collect(Collectors.joining(", ", in.ignoreCase() ? " in~ (" : " in (", ")"));
    }

    private String patterns(List<String> patterns) {
        String all = patterns.stream().map(this::string).collect(Collectors.joining(", "));
        return patterns.size() == 1 && random.nextBoolean() ? all : "(" + all + ")";
    }

    private String arguments(Expr first, List<String> rest) {
        return operand(first)
                + rest.stream().map(this::string).collect(Collectors.joining(", ", ", ", ")"));
    }

    private String constant(Object value) {
        if (value instanceof Long number && number == Long.MIN_VALUE) {
            return "(-9223372036854775807 - 1)";
        }
        return value instanceof String text ? string(text) : String.valueOf(value);
    }

    private String string(String text) {
        boolean raw = random.nextBoolean() && !text.contains("\n") && !text.endsWith("\"");
        if (raw) {
            return "\"\"\"" + text + "\"\"\"";
        }
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints()
                .forEach(
                        c -> {
                            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(9) == 0) {
                                escaped.append(String.format("\\u{%02x}", c));
                            } else {
                                escaped.appendCodePoint(c);
                            }
                        });
        return escaped.append('"').toString();
    }
}
