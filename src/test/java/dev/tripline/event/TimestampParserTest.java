// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampParserTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T10:00:00Z, 2026-03-02T10:00:00Z",
        "2026-03-02T10:00Z, 2026-03-02T10:00:00Z",
        "2026-03-02, 2026-03-02T00:00:00Z",
        "2026-03-02T10:00:00.1Z, 2026-03-02T10:00:00.1Z",
        "2026-03-02T10:00:00.12345Z, 2026-03-02T10:00:00.12345Z",
        "2026-03-02T10:00:00.1234567Z, 2026-03-02T10:00:00.1234567Z",
        "2026-03-02T10:00:00.123456789Z, 2026-03-02T10:00:00.123456789Z",
        "2026-03-02T10:00:00.123456789987654321Z, 2026-03-02T10:00:00.123456789Z",
        "'2026-03-02T10:00:00,5Z', 2026-03-02T10:00:00.5Z",
        "2022-11-29 22:34:06.892, 2022-11-29T22:34:06.892Z",
        "2022-11-29 22:34:06, 2022-11-29T22:34:06Z",
        "2026-03-02t10:00:00z, 2026-03-02T10:00:00Z",
        "2026-03-02T10:00:00+09:00, 2026-03-02T01:00:00Z",
        "2026-03-02T10:00:00-0330, 2026-03-02T13:30:00Z",
        "2026-03-02T10:00:00+01, 2026-03-02T09:00:00Z",
        "2026-03-02T00:30:00.5+01:00, 2026-03-01T23:30:00.5Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "' 2026-03-02T10:00:00Z\t', 2026-03-02T10:00:00Z"
    })
    void spellingsThatEventsUseAreRead(String text, Instant instant) {
        assertThat(TimestampParser.parse(text)).isEqualTo(Timestamp.of(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "1700000000000",
                "2026-03-2",
                "2026/03/02",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-00-10",
                "2026-03-02T",
                "2026-03-02T24:00:00Z",
                "2026-03-02T10:60:00Z",
                "2026-03-02T10:00:61Z",
                "2026-03-02T10:00:00.Z",
                "2026-03-02T10:00:00ZZ",
                "2026-03-02T10:00:00Z+2",
                "2026-03-02T10:00:00+1",
                "2026-03-02T10:00:00+01:",
                "2026-03-02T10:00:00+01:6",
                "2026-03-02T10:00:00 01:00",
                "2026-03-02T10:00:00+19:00",
                "+2026-03-02T10:00:00Z",
                "-001-03-02T10:00:00Z",
                "12026-03-02T10:00:00Z",
                "２０２６-03-02T10:00:00Z",
                "2026-03-02T10:00:00Z\u0000"
            })
    void anythingElseIsNoTime(String text) {
        assertThat(TimestampParser.parse(text)).isNull();
    }

    @Test
    void numbersAreMillisecondsSinceTheEpoch() {
        assertThat(TimestampParser.parse((Object) 1_700_000_000_123L))
                .isEqualTo(Timestamp.ofMillis(1_700_000_000_123L));
        assertThat(TimestampParser.parse((Object) 1_700_000_000_123.5))
                .isEqualTo(new Timestamp(1_700_000_000_123L, 500_000));
        assertThat(TimestampParser.parse((Object) (-0.5))).isEqualTo(new Timestamp(-1, 500_000));
        assertThat(TimestampParser.parse((Object) (-1e-20))).isEqualTo(new Timestamp(-1, 999_999));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e300})
    void numbersBeyondTimeAreNone(double number) {
        assertThat(TimestampParser.parse((Object) number)).isNull();
    }

    @Test
    void otherValuesAreNoTime() {
        assertThat(TimestampParser.parse((Object) null)).isNull();
        assertThat(TimestampParser.parse((Object) true)).isNull();
        assertThat(TimestampParser.parse(new Object[] {0L})).isNull();
    }
}
