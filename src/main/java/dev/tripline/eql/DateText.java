// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.event.Timestamp;
import dev.tripline.event.TimestampParser;

/** Reads instants: the spellings of events, and epoch milliseconds as a number or as its digits. */
final class DateText {

    private DateText() {}

    /** Null if the value is no date. */
    static Timestamp parse(Object value) {
        Timestamp time = TimestampParser.parse(value);
        return time == null
                        && value instanceof String text
                        && DecimalText.parse(text) instanceof Long n
                ? Timestamp.ofMillis(n)
                : time;
    }
}
