// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaArrivalsTest {

    private static List<Arrival> read(byte[] value) {
        return read(value, Intake.settings());
    }

    private static List<Arrival> read(byte[] value, IntakeSettings settings) {
        List<Arrival> arrivals = new ArrayList<>();
        KafkaArrivals schema = new KafkaArrivals(settings);
        schema.open(null);
        schema.deserialize(
                new ConsumerRecord<>("audit", 3, 42, new byte[0], value),
                new ListCollector<>(arrivals));
        return arrivals;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String at(Object time) {
        return "{\"@timestamp\":\"" + time + "\"}";
    }

    @Test
    void aRecordKnowsItsPartitionAndOffset() {
        List<Arrival> arrivals = read(bytes(at("2026-03-02T10:00:00Z")));

        assertThat(arrivals)
                .singleElement()
                .satisfies(
                        arrival ->
                                assertThat(arrival.event().coordinates())
                                        .isEqualTo(Coordinates.ofRecord("test", "audit", 3, 42)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"EventList\",\"items\":[]}",
                "{\"kind\":\"EventList\",\"items\":null}"
            })
    void anEmptyEnvelopeIsADeadLetter(String record) {
        DeadLetter letter = read(bytes(record)).get(0).deadLetter();

        assertThat(letter.reason()).isEqualTo(Reason.NO_EVENTS);
        assertThat(letter.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(record);
    }

    @Test
    void aRecordKnowsItsTimeAndItsHeaders() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("shipper", bytes("fluent-bit"));
        List<Arrival> arrivals = new ArrayList<>();
        KafkaArrivals schema = new KafkaArrivals(Intake.settings());
        schema.open(null);
        schema.deserialize(
                new ConsumerRecord<>(
                        "audit",
                        3,
                        42,
                        1_772_445_600_000L,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[0],
                        bytes(at("2026-03-02T10:00:00Z")),
                        headers,
                        Optional.empty()),
                new ListCollector<>(arrivals));

        Coordinates place = arrivals.get(0).event().coordinates();
        assertThat(place.recordTime()).isEqualTo(1_772_445_600_000L);
        assertThat(place.headers()).isEqualTo("{\"shipper\":\"fluent-bit\"}");
    }

    @Test
    void aRecordWithoutAValueIsADeadLetter() {
        DeadLetter letter = read(null).get(0).deadLetter();

        assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(letter.message()).isEqualTo("the record is empty");
        assertThat(letter.bytes()).isEmpty();
    }

    @Test
    void aRecordOverTheLimitIsADeadLetterThatHoldsIt() {
        byte[] record = bytes(at("2026-03-02T10:00:00Z"));

        DeadLetter letter = read(record, Intake.settings(10, null)).get(0).deadLetter();

        assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(letter.bytes()).isEqualTo(record);
        assertThat(letter.truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0001-01-01T00:00:00Z", "1999-12-31T23:59:59.999Z", "9999-12-31T23:59:59Z"})
    void anAbsurdTimeIsADeadLetter(String time) {
        DeadLetter letter = read(bytes(at(time))).get(0).deadLetter();

        assertThat(letter.reason()).isEqualTo(Reason.ABSURD_TIMESTAMP);
        assertThat(letter.message()).startsWith("the event time " + time + " is ");
    }

    @Test
    void aTimeFartherAheadThanAllowedIsADeadLetter() {
        String inTwoDays = at(Instant.now().plus(Duration.ofDays(2)));
        String inAnHour = at(Instant.now().plus(Duration.ofHours(1)));

        assertThat(read(bytes(inTwoDays)).get(0).deadLetter().reason())
                .isEqualTo(Reason.ABSURD_TIMESTAMP);
        assertThat(read(bytes(inAnHour)).get(0).isEvent()).isTrue();
    }

    @Test
    void withoutALimitEveryTimeIsBelieved() {
        IntakeSettings believing = Intake.settings(1000, null);

        assertThat(read(bytes(at("9999-12-31T23:59:59Z")), believing).get(0).isEvent()).isTrue();
        assertThat(read(bytes(at("0001-01-01T00:00:00Z")), believing).get(0).isEvent()).isTrue();
    }

    @Test
    void anItemWithAnAbsurdTimeIsADeadLetterOfItsOwn() {
        String absurd = "{\"auditID\":\"a\",\"stage\":\"Panic\",\"timestamp\":\"9999-01-01\"}";
        String good = absurd.replace("9999", "2026");
        String list = "{\"kind\":\"EventList\",\"items\":[" + absurd + "," + good + "]}";

        List<Arrival> arrivals = read(bytes(list));

        assertThat(arrivals).extracting(Arrival::isEvent).containsExactly(false, true);
        assertThat(arrivals.get(0).deadLetter().bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(absurd);
        assertThat(arrivals.get(0).deadLetter().coordinates().item()).isZero();
    }
}
