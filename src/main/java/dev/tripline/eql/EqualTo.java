// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/**
 * Equality with a string or boolean. The text of a value is never made: what other value would have
 * that text is known beforehand.
 */
final class EqualTo implements ValueTest {

    private final Object constant;
    private final Object otherForm;

    EqualTo(Object constant) {
        this.constant = constant;
        this.otherForm = otherForm(constant);
    }

    @Override
    public boolean accepts(Object value) {
        return constant.equals(value) || (otherForm != null && otherForm.equals(value));
    }

    /**
     * The only value of another type whose canonical text is that of {@code constant}, or null if
     * there is none: {@code 5} for {@code "5"}, none for {@code "05"}.
     */
    static Object otherForm(Object constant) {
        if (!(constant instanceof String text)) {
            return Values.text(constant);
        }
        Boolean flag = Values.bool(text);
        if (flag != null) {
            return flag;
        }
        Number number = DecimalText.parse(text);
        if (number == null) {
            return null;
        }
        if (number.toString().equals(text)) {
            return number;
        }
        Double decimal = number.doubleValue();
        return decimal.toString().equals(text) ? decimal : null;
    }
}
