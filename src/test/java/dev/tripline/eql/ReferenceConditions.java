// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What conditions mean, as plainly as it can be said and however slow. It shares the tree with the
 * engine and nothing else. Fields range over their values independently of each other, so a leaf is
 * all that it can come out as: it holds if {@code true} is among that.
 */
final class ReferenceConditions {

    private final Map<String, List<Object>> event;

    private ReferenceConditions(Map<String, List<Object>> event) {
        this.event = event;
    }

    /**
     * @param event values by field, in any number; nulls do not count
     */
    static boolean holds(Expr condition, Map<String, List<Object>> event) {
        return new ReferenceConditions(event).holds(condition);
    }

    private boolean holds(Expr condition) {
        if (condition instanceof Expr.Not not) {
            return !holds(not.operand());
        }
        if (condition instanceof Expr.And and) {
            return and.operands().stream().allMatch(this::holds);
        }
        if (condition instanceof Expr.Or or) {
            return or.operands().stream().anyMatch(this::holds);
        }
        return outcomes(condition).contains(true);
    }

    /** Everything that the expression can be; null stands for no value. */
    private Set<Object> outcomes(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return Collections.singleton(literal.value());
        }
        if (expr instanceof Expr.Field field) {
            List<Object> written = event.getOrDefault(field.name(), List.of());
            Set<Object> values = new HashSet<>(written);
            values.remove(null);
            return values.isEmpty() ? Collections.singleton(null) : values;
        }
        List<List<Object>> choices = List.of(List.of());
        for (Expr operand : expr.operands()) {
            List<List<Object>> longer = new ArrayList<>();
            for (Object outcome : outcomes(operand)) {
                for (List<Object> choice : choices) {
                    List<Object> extended = new ArrayList<>(choice);
                    extended.add(outcome);
                    longer.add(extended);
                }
            }
            choices = longer;
        }
        Set<Object> results = new HashSet<>();
        choices.forEach(choice -> results.add(value(expr, choice)));
        return results;
    }

    private static Object value(Expr expr, List<Object> operands) {
        if (expr instanceof Expr.Call call) {
            return ReferenceFunctions.call(
                    call.name(), operands, call.ignoreCase(), foldsLikeAnIndex(call));
        }
        if (expr instanceof Expr.And) {
            return combined(operands, false);
        }
        if (expr instanceof Expr.Or) {
            return combined(operands, true);
        }
        Object first = operands.get(0);
        if (expr instanceof Expr.IsNull) {
            return first == null;
        }
        if (expr instanceof Expr.Arithmetic arithmetic) {
            return ReferenceNumbers.compute(
                    ReferenceNumbers.of(first),
                    arithmetic.operator().symbol(),
                    ReferenceNumbers.of(operands.get(1)));
        }
        if (expr instanceof Expr.Negate) {
            return ReferenceNumbers.negative(ReferenceNumbers.of(first));
        }
        return first == null ? null : (Object) test(expr, first);
    }

    /** Decided by one operand that is {@code decisive}, open while one is null. */
    private static Object combined(List<Object> operands, boolean decisive) {
        if (operands.contains(decisive)) {
            return decisive;
        }
        return operands.contains(null) ? null : (Object) !decisive;
    }

    private static boolean test(Expr expr, Object value) {
        if (expr instanceof Expr.Not) {
            return value.equals(false);
        }
        if (expr instanceof Expr.Comparison comparison) {
            return compare(value, comparison.operator().symbol(), comparison.right().value());
        }
        String text = value.toString();
        if (expr instanceof Expr.In in) {
            return in.items().stream()
                    .map(Expr.Literal::value)
                    .anyMatch(
                            item ->
                                    in.ignoreCase()
                                            ? fold(text, in.value())
                                                    .equals(fold((String) item, in.value()))
                                            : compare(value, "==", item));
        }
        if (expr instanceof Expr.Like like) {
            return like.patterns().stream()
                    .anyMatch(
                            pattern ->
                                    like.ignoreCase()
                                            ? matches(
                                                    fold(pattern, like.value()),
                                                    fold(text, like.value()))
                                            : matches(pattern, text));
        }
        if (expr instanceof Expr.Regex regex) {
            int flags = Pattern.DOTALL | (regex.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0);
            return regex.patterns().stream()
                    .anyMatch(pattern -> Pattern.compile(pattern, flags).matcher(text).matches());
        }
        Expr.CidrMatch cidrMatch = (Expr.CidrMatch) expr;
        return cidrMatch.blocks().stream().anyMatch(block -> ReferenceAddresses.in(text, block));
    }

    private static boolean compare(Object value, String operator, Object constant) {
        if (constant == null) {
            return false;
        }
        if (constant instanceof Boolean) {
            return value.toString().equals(constant.toString());
        }
        if (constant instanceof String text) {
            return ordered(codePoints(value.toString(), text), operator);
        }
        Number number = ReferenceNumbers.of(value);
        return number != null
                && ordered(
                        ReferenceNumbers.exact(number)
                                .compareTo(ReferenceNumbers.exact((Number) constant)),
                        operator);
    }

    private static boolean ordered(int order, String operator) {
        return switch (operator) {
            case "==" -> order == 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** Halves of a character that was cut through stand above all whole ones of 16 bits. */
    private static int codePoints(String left, String right) {
        return sortable(left).compareTo(sortable(right));
    }

    private static String sortable(String text) {
        StringBuilder moved = new StringBuilder();
        text.chars()
                .map(c -> c < 0xD800 ? c : Character.isSurrogate((char) c) ? c + 0x2000 : c - 0x800)
                .forEach(c -> moved.append((char) c));
        return moved.toString();
    }

    /**
     * Whether {@code *} and {@code ?} of the pattern can stand for something in all of the text.
     */
    static boolean matches(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        int first = pattern.codePointAt(0);
        String rest = pattern.substring(Character.charCount(first));
        if (first == '*') {
            return matches(rest, text) || (!text.isEmpty() && matches(pattern, afterFirst(text)));
        }
        return !text.isEmpty()
                && (first == '?' || first == text.codePointAt(0))
                && matches(rest, afterFirst(text));
    }

    private static String afterFirst(String text) {
        return text.substring(Character.charCount(text.codePointAt(0)));
    }

    /** Fields are folded as in an index, ASCII only; whatever is computed in all alphabets. */
    private static String fold(String text, Expr origin) {
        return origin instanceof Expr.Field ? asciiFold(text) : text.toLowerCase(Locale.ROOT);
    }

    static String asciiFold(String text) {
        StringBuilder folded = new StringBuilder();
        text.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return folded.toString();
    }

    /** A part looked for in a field is looked up in the index, if it is known beforehand. */
    private static boolean foldsLikeAnIndex(Expr.Call call) {
        return Set.of("startsWith", "endsWith", "stringContains").contains(call.name())
                && call.arguments().get(0) instanceof Expr.Field
                && !mentionsField(call.arguments().get(1));
    }

    private static boolean mentionsField(Expr expr) {
        return expr instanceof Expr.Field
                || expr.operands().stream().anyMatch(ReferenceConditions::mentionsField);
    }
}
