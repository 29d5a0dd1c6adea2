// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** The forms a value can take. A field holds what its source wrote, so each form has others. */
final class Values {

    private Values() {}

    /** The canonical text of a value; null for null. */
    static String text(Object value) {
        return value == null ? null : value.toString();
    }

    /** True and false, also as text; null for anything else. */
    static Boolean bool(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof String text) {
            return switch (text) {
                case "true" -> Boolean.TRUE;
                case "false" -> Boolean.FALSE;
                default -> null;
            };
        }
        return null;
    }

    /** A Long or Double, also from decimal text; null for anything else. */
    static Number number(Object value) {
        if (value instanceof Number number) {
            return number;
        }
        return value instanceof String text ? DecimalText.parse(text) : null;
    }
}
