// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Writes an expression in its canonical form: every operand that is not atomic in parentheses. */
final class NormalExpression {

    private static final Pattern PLAIN_PART = Pattern.compile("[a-zA-Z_@][a-zA-Z0-9_]*");

    private NormalExpression() {}

    static String of(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return literal(literal.value());
        }
        if (expr instanceof Expr.Field field) {
            return (field.optional() ? "?" : "")
                    + name(field.name())
                    // Where the type changes the meaning; a comment, because there is no syntax.
                    + (field.type().hasOwnOrder() ? " /* " + field.type().word() + " */" : "");
        }
        if (expr instanceof Expr.Not not) {
            return "not " + operand(not.operand());
        }
        if (expr instanceof Expr.And and) {
            return joined(and.operands(), " and ");
        }
        if (expr instanceof Expr.Or or) {
            return joined(or.operands(), " or ");
        }
        if (expr instanceof Expr.IsNull isNull) {
            return operand(isNull.operand()) + " == null";
        }
        return expr instanceof Expr.Arithmetic || expr instanceof Expr.Negate
                ? arithmetic(expr)
                : predicate(expr);
    }

    private static String arithmetic(Expr expr) {
        if (expr instanceof Expr.Arithmetic arithmetic) {
            return operand(arithmetic.left())
                    + " "
                    + arithmetic.operator().symbol()
                    + " "
                    + operand(arithmetic.right());
        }
        return "-" + operand(((Expr.Negate) expr).operand());
    }

    private static String predicate(Expr expr) {
        if (expr instanceof Expr.Comparison comparison) {
            return operand(comparison.left())
                    + " "
                    + comparison.operator().symbol()
                    + " "
                    + literal(comparison.right().value());
        }
        if (expr instanceof Expr.In in) {
            StringJoiner items = new StringJoiner(", ", "(", ")");
            in.items().forEach(item -> items.add(literal(item.value())));
            return operand(in.value()) + (in.ignoreCase() ? " in~ " : " in ") + items;
        }
        if (expr instanceof Expr.Like like) {
            return operand(like.value())
                    + (like.ignoreCase() ? " like~ " : " like ")
                    + strings(like.patterns());
        }
        if (expr instanceof Expr.Regex regex) {
            return operand(regex.value())
                    + (regex.ignoreCase() ? " regex~ " : " regex ")
                    + strings(regex.patterns());
        }
        return expr instanceof Expr.Listed listed ? listed(listed) : call(expr);
    }

    private static String listed(Expr.Listed listed) {
        String list = listed.list().reference();
        String operator =
                switch (listed.test()) {
                    case IN -> " in ";
                    case IN_ANY_CASE -> " in~ ";
                    case LIKE -> " like ";
                    case LIKE_ANY_CASE -> " like~ ";
                    case CIDR -> ", ";
                };
        return listed.test() == Expr.ListTest.CIDR
                ? "cidrMatch(" + of(listed.value()) + operator + list + ")"
                : operand(listed.value()) + operator + list;
    }

    private static String call(Expr expr) {
        if (expr instanceof Expr.CidrMatch cidrMatch) {
            StringJoiner arguments = new StringJoiner(", ", "cidrMatch(", ")");
            arguments.add(of(cidrMatch.address()));
            cidrMatch.blocks().forEach(block -> arguments.add(string(block)));
            return arguments.toString();
        }
        Expr.Call call = (Expr.Call) expr;
        StringJoiner arguments =
                new StringJoiner(", ", call.name() + (call.ignoreCase() ? "~(" : "("), ")");
        call.arguments().forEach(argument -> arguments.add(of(argument)));
        return arguments.toString();
    }

    private static String operand(Expr expr) {
        boolean atomic =
                expr instanceof Expr.Field
                        || expr instanceof Expr.Call
                        || expr instanceof Expr.CidrMatch
                        || (expr instanceof Expr.Literal literal
                                && !(literal.value() instanceof Number));
        return atomic ? of(expr) : "(" + of(expr) + ")";
    }

    private static String joined(List<Expr> operands, String operator) {
        StringJoiner joined = new StringJoiner(operator);
        operands.forEach(operand -> joined.add(operand(operand)));
        return joined.toString();
    }

    private static String strings(List<String> patterns) {
        StringJoiner joined = new StringJoiner(", ", "(", ")");
        patterns.forEach(pattern -> joined.add(string(pattern)));
        return joined.toString();
    }

    private static String literal(Object value) {
        if (value instanceof String text) {
            return string(text);
        }
        // The one number that has no literal: its digits alone are too large.
        return value instanceof Long number && number == Long.MIN_VALUE
                ? "-9223372036854775807 - 1"
                : String.valueOf(value);
    }

    static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    static String name(String field) {
        for (String part : field.split("\\.", -1)) {
            if (!PLAIN_PART.matcher(part).matches() || Keywords.ALL.contains(part)) {
                return "`" + field.replace("`", "``") + "`";
            }
        }
        return field;
    }
}
