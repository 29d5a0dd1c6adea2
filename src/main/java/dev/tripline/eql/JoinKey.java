// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.Timestamp;
import java.io.Serializable;

/**
 * A field whose values must agree between the terms.
 *
 * @param field dotted name
 * @param optional whether an event without the field takes part, with no value as its key
 * @param type decides which spellings are one value
 */
public record JoinKey(String field, boolean optional, FieldType type) implements Serializable {

    /**
     * An optional field that the schema does not have: never a value, whatever an event holds. No
     * query can name a field so, hence no event is read for it.
     */
    static final JoinKey NULL = new JoinKey("", true);

    /** Of a field that may hold anything. */
    public JoinKey(String field, boolean optional) {
        this(field, optional, FieldType.UNDECLARED);
    }

    /**
     * A string, number or boolean that is the same for all spellings of one value of the type. What
     * the type cannot be stays as it is: two such values still join if they are equal.
     *
     * @param value a single one, not null
     */
    public Object canonical(Object value) {
        Object typed =
                switch (type) {
                    case KEYWORD, VERSION -> Values.text(value);
                    case LONG, DOUBLE -> number(value);
                    case BOOLEAN -> Values.bool(value);
                    case DATE -> date(value);
                    case IP -> address(value);
                    case UNDECLARED -> value;
                };
        return typed == null ? value : typed;
    }

    private static Number number(Object value) {
        Number number = Values.number(value);
        return number == null ? null : Numbers.canonical(number);
    }

    private static String date(Object value) {
        Timestamp time = DateText.parse(value);
        return time == null ? null : time.toString();
    }

    private static String address(Object value) {
        IpAddress address = IpAddress.parse(Values.text(value));
        return address == null ? null : address.text();
    }
}
