// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.Expr.Literal;
import dev.tripline.eql.Expr.Operator;
import java.io.Serializable;
import org.antlr.v4.runtime.ParserRuleContext;

/** Brings constants into the type of the field that they are compared with. */
final class TypedLiteral {

    private TypedLiteral() {}

    /**
     * The constant as the field's type has it.
     *
     * @throws Refusal at {@code place} if no value of the field can be such a constant
     */
    static Literal of(
            Expr.Field field, Operator operator, Literal literal, ParserRuleContext place) {
        Object value = literal.value();
        if (value == null || field.type() == FieldType.UNDECLARED) {
            return literal;
        }
        Object typed =
                switch (field.type()) {
                    case LONG, DOUBLE -> Values.number(value);
                    case BOOLEAN -> Values.bool(value);
                    case KEYWORD, VERSION -> Values.text(value);
                    case DATE -> DateText.parse(value) == null ? null : value;
                    case IP -> isAddress(value, operator) ? value : null;
                    case UNDECLARED -> value;
                };
        if (typed == null) {
            throw Refusal.at(
                    place,
                    "`"
                            + field.name()
                            + "` is of type "
                            + field.type().word()
                            + "; compare it with "
                            + advice(field.type(), operator));
        }
        return new Literal((Serializable) typed);
    }

    private static boolean isAddress(Object value, Operator operator) {
        return value instanceof String text
                && (operator == Operator.EQUAL
                        ? CidrBlocks.parse(text) != null
                        : IpAddress.parse(text) != null);
    }

    private static String advice(FieldType type, Operator operator) {
        return switch (type) {
            case LONG, DOUBLE -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a time such as \"2026-03-01T10:00:00Z\" or with epoch milliseconds";
            case IP ->
                    operator == Operator.EQUAL
                            ? "an address or a block such as \"10.0.0.0/8\""
                            : "an address such as \"10.0.0.1\"";
            case KEYWORD, VERSION, UNDECLARED -> "a string";
        };
    }
}
