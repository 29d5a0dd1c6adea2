// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class ArrivalSerializerTest {

    private final TypeSerializer<Arrival> serializer =
            new ArrivalTypeInfo(Intake.FIELDS).createSerializer(new SerializerConfigImpl());

    private Arrival roundTrip(Arrival arrival) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(arrival, out);
        DataOutputSerializer copy = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copy);
        DataInputDeserializer in = new DataInputDeserializer(copy.getCopyOfBuffer());
        Arrival read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }

    @Property
    void anEventArrivesAsItWas(
            @ForAll("slots") List<Object> slots,
            @ForAll long millis,
            @ForAll("texts") String id,
            @ForAll("texts") String order,
            @ForAll("texts") String request,
            @ForAll("places") Coordinates place,
            @ForAll int kind,
            @ForAll boolean skewed)
            throws IOException {
        Event event =
                new Event(
                        Intake.FIELDS,
                        slots.toArray(),
                        new Timestamp(millis, 999_999),
                        Identity.of(id, order).ofRequest(request),
                        place,
                        kind);

        Arrival arrival = roundTrip(new Arrival(event, null, millis, skewed));
        Event read = arrival.event();

        for (int slot = 0; slot < Intake.FIELDS.size(); slot++) {
            assertThat(read.get(slot)).isEqualTo(event.get(slot));
        }
        assertThat(read.time()).isEqualTo(event.time());
        assertThat(read.identity().id()).isEqualTo(id);
        assertThat(read.identity().order()).isEqualTo(order);
        assertThat(read.identity().request()).isEqualTo(request);
        assertThat(read.coordinates()).isEqualTo(place);
        assertThat(read.kind()).isEqualTo(kind);
        assertThat(arrival.ingested()).isEqualTo(millis);
        assertThat(arrival.skewed()).isEqualTo(skewed);
    }

    @Property
    void aDeadLetterArrivesAsItWas(
            @ForAll Reason reason,
            @ForAll("texts") String message,
            @ForAll("places") Coordinates place,
            @ForAll byte[] bytes,
            @ForAll boolean truncated,
            @ForAll("envelopes") Map<String, String> envelope)
            throws IOException {
        DeadLetter letter =
                new DeadLetter(reason, message, place, "auto", bytes, truncated, envelope);

        assertThat(roundTrip(Arrival.of(letter)).deadLetter())
                .usingRecursiveComparison()
                .isEqualTo(letter);
    }

    @Example
    void textsMayBeLong() throws IOException {
        String text = "é".repeat(200_000);
        Event event =
                new Event(
                        Intake.FIELDS,
                        new Object[] {text, null},
                        new Timestamp(0, 0),
                        Identity.of("id", ""),
                        Coordinates.ofLine("s", "f", 1));

        assertThat(roundTrip(Arrival.of(event, 0)).event().get(0)).isEqualTo(text);
    }

    @Provide
    Arbitrary<List<Object>> slots() {
        Arbitrary<Object> one =
                Arbitraries.oneOf(
                        texts().map(Object.class::cast),
                        Arbitraries.longs().map(Object.class::cast),
                        Arbitraries.doubles().map(Object.class::cast),
                        Arbitraries.of(true, false).map(Object.class::cast));
        Arbitrary<Object> several = one.array(Object[].class).ofMinSize(2).map(Object.class::cast);
        return Arbitraries.oneOf(one, several).injectNull(0.2).list().ofSize(Intake.FIELDS.size());
    }

    /** Any characters, halves of surrogate pairs among them. */
    @Provide
    Arbitrary<Map<String, String>> envelopes() {
        return Arbitraries.maps(Arbitraries.strings(), Arbitraries.strings()).ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\u0000', '\uffff').ofMaxLength(20);
    }

    @Provide
    Arbitrary<Coordinates> places() {
        return Combinators.combine(
                        texts(),
                        Arbitraries.integers().between(-1, 9),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(-1, 9),
                        Arbitraries.longs(),
                        texts().injectNull(0.5))
                .as(
                        (name, partition, position, item, time, headers) ->
                                new Coordinates(
                                        name,
                                        name + "!",
                                        partition,
                                        position,
                                        item,
                                        time,
                                        headers));
    }
}
