// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time as rules write it: {@code 90s}, {@code 5m}, {@code 2h}, {@code 30d}. */
final class SpanText {

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})([smhd])");

    private SpanText() {}

    /** Empty for anything else. */
    static Optional<Duration> parse(String text) {
        Matcher span = SPAN.matcher(text);
        return span.matches()
                ? Optional.of(of(Long.parseLong(span.group(1)), span.group(2)))
                : Optional.empty();
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** The shortest text for a span of whole seconds. */
    static String of(Duration span) {
        long seconds = span.toSeconds();
        if (seconds % Duration.ofDays(1).toSeconds() == 0) {
            return span.toDays() + "d";
        }
        if (seconds % Duration.ofHours(1).toSeconds() == 0) {
            return span.toHours() + "h";
        }
        return seconds % 60 == 0 ? span.toMinutes() + "m" : seconds + "s";
    }
}
