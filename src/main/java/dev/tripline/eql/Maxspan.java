// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.MaxspanContext;
import dev.tripline.eql.EqlGrammar.SequenceContext;
import java.time.Duration;

/** Reads {@code with maxspan=…}. */
final class Maxspan {

    /** A century: beyond that, adding it to a time could overflow somewhere downstream. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Maxspan() {}

    /** Null if the sequence has none. */
    static Duration of(SequenceContext sequence) {
        MaxspanContext maxspan = sequence.maxspan();
        if (maxspan == null) {
            return null;
        }
        if (sequence.by() != null
                && maxspan.start.getTokenIndex() < sequence.by().start.getTokenIndex()) {
            throw Refusal.at(
                    sequence.by(),
                    "`by` stands before `with maxspan`: `sequence by … with maxspan=…`");
        }
        Duration duration = duration(maxspan);
        if (duration.isZero()) {
            throw Refusal.at(maxspan.number(), "maxspan must be greater than 0");
        }
        return duration;
    }

    private static Duration duration(MaxspanContext maxspan) {
        if (maxspan.number().INTEGER() == null
                || !(Literals.number(maxspan.number()) instanceof Long amount)) {
            throw Refusal.at(
                    maxspan.number(), "maxspan is a whole number with a unit, such as 30s");
        }
        if (maxspan.IDENTIFIER() == null) {
            throw Refusal.at(
                    maxspan.number(),
                    "maxspan needs a unit: ms, s, m, h or d, such as " + amount + "s");
        }
        long millis = unitMillis(maxspan);
        if (amount > LONGEST.toMillis() / millis) {
            throw Refusal.at(maxspan.number(), "maxspan is at most " + LONGEST.toDays() + "d");
        }
        return Duration.ofMillis(amount * millis);
    }

    private static long unitMillis(MaxspanContext maxspan) {
        String unit = maxspan.IDENTIFIER().getText();
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> Duration.ofSeconds(1).toMillis();
            case "m" -> Duration.ofMinutes(1).toMillis();
            case "h" -> Duration.ofHours(1).toMillis();
            case "d" -> Duration.ofDays(1).toMillis();
            default ->
                    throw Refusal.at(
                            maxspan.IDENTIFIER().getSymbol(),
                            "unknown unit `" + unit + "`; the units are ms, s, m, h and d");
        };
    }
}
