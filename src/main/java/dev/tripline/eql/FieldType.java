// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a schema says that a field holds. It decides how constants are compared with the field. */
public enum FieldType {
    KEYWORD(ValueType.STRING),
    LONG(ValueType.NUMBER),
    DOUBLE(ValueType.NUMBER),
    BOOLEAN(ValueType.BOOLEAN),
    DATE(ValueType.DATE),
    IP(ValueType.IP),
    VERSION(ValueType.VERSION),
    /** Nobody says: the constant decides. Cannot be declared. */
    UNDECLARED(ValueType.ANY);

    private final ValueType valueType;

    FieldType(ValueType valueType) {
        this.valueType = valueType;
    }

    /** What expressions may take the field for. */
    ValueType valueType() {
        return valueType;
    }

    /** As it is written in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether values of this type are more than text, a number or a boolean. */
    boolean hasOwnOrder() {
        return this == DATE || this == IP || this == VERSION;
    }

    /** What join keys of this type agree by; empty for their JSON values. */
    String joinsBy() {
        return switch (this) {
            case KEYWORD, VERSION -> "text";
            case LONG, DOUBLE -> "number";
            case BOOLEAN, DATE, IP -> word();
            case UNDECLARED -> "";
        };
    }

    /** The type that is written so, or null if there is none. */
    static FieldType of(String word) {
        for (FieldType type : values()) {
            if (type != UNDECLARED && type.word().equals(word)) {
                return type;
            }
        }
        return null;
    }

    /** For messages. */
    static String words() {
        return Arrays.stream(values())
                .filter(type -> type != UNDECLARED)
                .map(FieldType::word)
                .collect(Collectors.joining(", "));
    }
}
