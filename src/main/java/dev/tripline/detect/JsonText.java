// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A field's value as JSON; equal values have equal texts. */
final class JsonText {

    /** Beyond this a double no longer holds every integer. */
    private static final double MAX_EXACT_INTEGER = 1L << 53;

    private JsonText() {}

    /**
     * @param value a single value of {@link dev.tripline.event.Event#get(int)}
     */
    static String of(Object value) {
        if (value instanceof String text) {
            StringBuilder json = new StringBuilder(text.length() + 2).append('"');
            JsonStringEncoder.getInstance().quoteAsString(text, json);
            return json.append('"').toString();
        }
        if (value instanceof Double number) {
            return ofDouble(number);
        }
        return String.valueOf(value);
    }

    private static String ofDouble(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return "\"" + number + "\"";
        }
        boolean integer = number == Math.rint(number) && Math.abs(number) < MAX_EXACT_INTEGER;
        return integer ? Long.toString((long) number) : Double.toString(number);
    }
}
