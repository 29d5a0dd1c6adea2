// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Timestamp;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is believed of an event's time, on a day when the wall clock says noon. */
class IngestTimeTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final IntakeSettings SETTINGS =
            new IntakeSettings(
                    "test",
                    SourceFormat.AUTO,
                    SourceContext.of(Intake.REDACTOR),
                    FieldSet.of(DerivedFields.TIME_SKEWED),
                    1 << 20,
                    500,
                    Duration.ofDays(1),
                    Duration.ofMinutes(5));

    private static Arrival read(String time, Coordinates place) {
        List<Arrival> arrivals = new ArrayList<>();
        new ArrivalReader(SETTINGS, NOON::toEpochMilli)
                .read(
                        ("{\"@timestamp\":\"" + time + "\"}").getBytes(StandardCharsets.UTF_8),
                        place,
                        arrivals::add);
        return arrivals.get(0);
    }

    private static Coordinates record(long recordTime) {
        return Coordinates.ofRecord("test", "topic", 0, 0, recordTime, null);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02T11:00:00Z, 2026-11-02T11:00:00Z",
        "2026-11-02T12:00:00Z, 2026-11-02T12:00:00Z",
        "2026-11-02T12:00:01Z, 2026-11-02T12:00:00Z",
        "2036-11-02T12:00:00Z, 2026-11-02T12:00:00Z",
        "2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z, 2026-11-02T12:00:00Z",
    })
    void isTheTimeOfTheRecordUnlessThatIsNonsense(Instant recordTime, Instant ingested) {
        Arrival arrival = read("2000-01-01T00:00:00Z", record(recordTime.toEpochMilli()));

        assertThat(Instant.ofEpochMilli(arrival.ingested())).isEqualTo(ingested);
    }

    @Test
    void isTheWallClockWithoutATimeOfTheRecord() {
        Arrival arrival = read("2026-11-02T10:00:00Z", record(Coordinates.NONE));

        assertThat(arrival.ingested()).isEqualTo(NOON.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({"2026-11-02T11:05:00Z", "2026-11-02T10:00:00.000123Z", "2001-01-01T00:00:00Z"})
    void anEventUpToMaxSkewAheadOfItKeepsItsTime(String time) {
        Arrival arrival = read(time, record(NOON.minusSeconds(3600).toEpochMilli()));

        assertThat(arrival.skewed()).isFalse();
        assertThat(arrival.event().time()).hasToString(time);
        assertThat(arrival.event().get(DerivedFields.TIME_SKEWED)).isNull();
    }

    /** Also where the clock has meanwhile passed that time, as in a backlog. */
    @ParameterizedTest
    @CsvSource({"2026-11-02T11:05:00.001Z", "2026-11-02T12:00:00Z", "2026-11-03T11:00:00Z"})
    void anEventFartherAheadCountsAsOfItAndSaysSo(String time) {
        Instant arrived = NOON.minusSeconds(3600);

        Arrival arrival = read(time, record(arrived.toEpochMilli()));

        assertThat(arrival.skewed()).isTrue();
        assertThat(arrival.event().time()).isEqualTo(Timestamp.of(arrived));
        assertThat(arrival.event().get(DerivedFields.TIME_SKEWED)).isEqualTo(true);
    }

    @Test
    void anEventThatIsAbsurdlyAheadIsADeadLetter() {
        Instant arrived = NOON.minusSeconds(3600);

        Arrival arrival = read("2026-11-03T11:00:00.001Z", record(arrived.toEpochMilli()));

        assertThat(arrival.deadLetter().reason()).isEqualTo(DeadLetter.Reason.ABSURD_TIMESTAMP);
        assertThat(arrival.deadLetter().message())
                .isEqualTo(
                        "the event time 2026-11-03T11:00:00.001Z is more than PT24H ahead of its"
                                + " arrival at 2026-11-02T11:00:00Z");
    }

    /** They move no clock, and a run over files gives the same alerts on every day. */
    @Test
    void linesOfFilesKeepTheirTimes() {
        Arrival arrival = read("2026-11-02T20:00:00Z", Coordinates.ofLine("test", "file", 1));

        assertThat(arrival.skewed()).isFalse();
        assertThat(arrival.event().time()).hasToString("2026-11-02T20:00:00Z");
    }
}
