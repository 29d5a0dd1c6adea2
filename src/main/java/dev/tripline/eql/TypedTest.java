// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.Expr.Literal;
import dev.tripline.eql.Expr.Operator;
import java.util.List;
import java.util.function.Function;

/** Makes the tests of dates, addresses and versions, which are more than their text. */
final class TypedTest {

    private TypedTest() {}

    /** Null if {@code expr} does not compare {@code field} with constants of its type. */
    static ValueTest of(Expr.Field field, Expr expr) {
        if (!field.type().hasOwnOrder()) {
            return null;
        }
        if (expr instanceof Expr.Comparison comparison && comparison.right().value() != null) {
            return of(field.type(), comparison.operator(), List.of(comparison.right()));
        }
        return expr instanceof Expr.In in ? of(field.type(), Operator.EQUAL, in.items()) : null;
    }

    private static ValueTest of(FieldType type, Operator operator, List<Literal> constants) {
        if (type == FieldType.DATE) {
            return ordered(DateText::parse, operator, constants);
        }
        if (type == FieldType.VERSION) {
            return ordered(value -> VersionText.parse(Values.text(value)), operator, constants);
        }
        if (operator == Operator.EQUAL) {
            CidrBlocks blocks = new CidrBlocks(constants.stream().map(TypedTest::text).toList());
            return value -> blocks.matches(Values.text(value));
        }
        return ordered(value -> IpAddress.parse(Values.text(value)), operator, constants);
    }

    /** A value that cannot be read compares with nothing. */
    private static <T extends Comparable<T>> ValueTest ordered(
            Function<Object, T> reader, Operator operator, List<Literal> constants) {
        List<T> read = constants.stream().map(constant -> reader.apply(constant.value())).toList();
        return value -> {
            T typed = reader.apply(value);
            if (typed != null) {
                for (T constant : read) {
                    if (operator.accepts(typed.compareTo(constant))) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    private static String text(Literal literal) {
        return (String) literal.value();
    }
}
