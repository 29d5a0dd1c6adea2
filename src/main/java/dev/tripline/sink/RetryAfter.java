// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How long a server that has too much to do, or is away for a while, asks to be left alone. */
final class RetryAfter {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** More digits than of any pause that is meant; longer ones might not fit into a number. */
    private static final String SECONDS = "\\d{1,9}";

    private RetryAfter() {}

    /**
     * @return zero if it does not say, or nothing that makes sense
     */
    static Duration of(HttpResponse<?> answer, Clock clock) {
        int status = answer.statusCode();
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE
                ? answer.headers()
                        .firstValue("Retry-After")
                        .map(value -> pause(value.strip(), clock))
                        .orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /**
     * @param value seconds, or a date as HTTP writes it
     */
    static Duration pause(String value, Clock clock) {
        if (value.matches(SECONDS)) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Duration pause =
                    Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
