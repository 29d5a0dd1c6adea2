// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TimestampTest {

    private static final long YEAR_0 = -62_167_219_200L;
    private static final long YEAR_10000 = 253_402_300_800L;

    @Property
    void everyInstantReadsBack(
            @ForAll @LongRange(min = YEAR_0, max = YEAR_10000 - 1) long second,
            @ForAll @IntRange(max = 999_999_999) int nano) {
        Instant instant = Instant.ofEpochSecond(second, nano);

        Timestamp time = TimestampParser.parse(instant.toString());

        assertThat(time.toInstant()).isEqualTo(instant);
        assertThat(time).hasToString(instant.toString());
    }

    @Property
    void anyTextIsATimeOrNone(@ForAll String text) {
        Timestamp time = TimestampParser.parse(text);

        assertThat(time == null || TimestampParser.parse(time.toString()).equals(time)).isTrue();
    }

    @Property
    void timestampsSortAndSpanLikeTheirInstants(
            @ForAll @LongRange(min = -2_000, max = 2_000) long milli,
            @ForAll @IntRange(max = 999_999) int nano,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long elapsed) {
        Timestamp start = new Timestamp(milli, nano);
        Timestamp end = Timestamp.of(start.toInstant().plusNanos(elapsed));

        assertThat(Integer.signum(start.compareTo(end)))
                .isEqualTo(Integer.signum(start.toInstant().compareTo(end.toInstant())));
        assertThat(end.isWithin(Duration.ofNanos(elapsed), start)).isTrue();
        assertThat(end.isWithin(Duration.ofNanos(elapsed + 1), start)).isTrue();
        assertThat(elapsed > 0 && end.isWithin(Duration.ofNanos(elapsed - 1), start)).isFalse();
    }
}
