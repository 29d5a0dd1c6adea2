// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** What is known of a value before there is an event. */
enum ValueType {
    BOOLEAN("a condition"),
    NUMBER("a number"),
    STRING("a string"),
    NULL("null"),
    DATE("a date"),
    IP("an address"),
    VERSION("a version"),
    /** The value of a field: nobody declares what it holds. */
    ANY("any value");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** With its article, for messages. */
    String words() {
        return words;
    }

    static ValueType of(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return of(literal.value());
        }
        if (expr instanceof Expr.Field field) {
            return field.type().valueType();
        }
        if (expr instanceof Expr.Arithmetic || expr instanceof Expr.Negate) {
            return NUMBER;
        }
        if (expr instanceof Expr.Call call) {
            return EqlFunction.named(call.name()).signature().result();
        }
        return BOOLEAN;
    }

    private static ValueType of(Object constant) {
        if (constant == null) {
            return NULL;
        }
        if (constant instanceof Number) {
            return NUMBER;
        }
        return constant instanceof String ? STRING : BOOLEAN;
    }

    /** Whether a value of type {@code other} can be where this type is asked for. */
    boolean accepts(ValueType other) {
        return this == ANY
                || other == ANY
                || other == NULL
                || this == other
                || (this == IP && other == STRING);
    }

    /** {@code value} as this type, or null if it cannot be. Fields hold what the source wrote. */
    Object coerce(Object value) {
        return switch (this) {
            case BOOLEAN -> Values.bool(value);
            case NUMBER -> Values.number(value);
            case STRING, IP -> Values.text(value);
            case NULL, ANY, DATE, VERSION -> value;
        };
    }
}
