// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Clock NOW =
            Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                               | 0",
                "7                               | 7",
                "999999999                       | 999999999",
                "99999999999999999999            | 0",
                "-1                              | 0",
                "1.5                             | 0",
                "soon                            | 0",
                "''                              | 0",
                "Mon, 02 Mar 2026 12:01:30 GMT   | 90",
                "Mon, 2 Mar 2026 12:01:30 GMT    | 90",
                "Mon, 02 Mar 2026 11:59:00 GMT   | 0",
                "Tue, 02 Mar 2026 12:01:30 GMT   | 0",
            })
    void isSecondsOrADate(String value, long seconds) {
        assertThat(RetryAfter.pause(value, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
