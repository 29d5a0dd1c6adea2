// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Event;

/**
 * Values as texts that sort as the values do: numbers by size, then booleans and strings by their
 * text.
 */
final class SortableText {

    private SortableText() {}

    /**
     * @param value as of {@link Event#get(int)}; of several values the first counts
     * @return {@code null} for no value
     */
    static String of(Object value) {
        Object first = Event.first(value);
        if (first == null) {
            return null;
        }
        return first instanceof Number number ? "0" + ofNumber(number) : "1" + first;
    }

    /**
     * First as a double, which compares every number with every other; then the integer part, which
     * a double rounds.
     */
    private static String ofNumber(Number number) {
        long bits = Double.doubleToLongBits(number.doubleValue());
        long ordered = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        return String.format("%016x%016x", ordered, number.longValue() ^ Long.MIN_VALUE);
    }
}
