// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator alone, with its state and timers in view. */
class SamplesTest {

    private static final SampleShape A_AND_B = new SampleShape(2, Duration.ofMinutes(1));

    @Test
    void waitsForTheWatermarkAndMatchesOnce() throws Exception {
        try (var samples = start(null)) {
            receive(samples, hit("B", 20), hit("A", 10), hit("A", 5), hit("B", 30));
            passes(samples, 19);
            assertThat(samples.extractOutputValues()).isEmpty();

            passes(samples, 1_000);
            assertThat(samples.extractOutputValues())
                    .map(StreamEvents::show)
                    .containsExactly("[\"key\"] [A5, B20]");
        }
    }

    @Test
    void handsOverWhatComesTooLate() throws Exception {
        try (var samples = start(null)) {
            passes(samples, 10);
            receive(samples, hit("A", 10), hit("B", 11));
            passes(samples, 100);

            assertThat(samples.getSideOutput(SequenceOperator.LATE))
                    .map(StreamRecord::getValue)
                    .containsExactly(hit("A", 10));
        }
    }

    @Test
    void remembersNothingOnceTheHorizonHasPassed() throws Exception {
        try (var samples = start(null)) {
            receive(samples, hit("A", "[1]", 1, "a"), hit("A", "[2]", 2, "a"));
            receive(samples, hit("B", "[2]", 3, "b"));
            passes(samples, 60_001);
            assertThat(samples.numKeyedStateEntries()).isPositive();

            passes(samples, 60_004);
            assertThat(samples.numKeyedStateEntries()).isZero();
            assertThat(samples.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void remembersNoMoreEventsThanItNeeds() {
        SampleMachine machine = new SampleMachine(A_AND_B, null);
        for (int i = 0; i < 10_000; i++) {
            machine.apply(hit("A", i));
        }

        assertThat(machine.remembered().hits()).containsExactly(hit("A", 9_998), hit("A", 9_999));
    }

    @Test
    void goesOnFromItsState() throws Exception {
        OperatorSubtaskState state;
        try (var before = start(null)) {
            receive(before, hit("A", 1), hit("B", 50));
            passes(before, 10);
            state = before.snapshot(1, 1);
        }
        try (var after = start(state)) {
            passes(after, 50);

            assertThat(after.extractOutputValues())
                    .map(StreamEvents::show)
                    .containsExactly("[\"key\"] [A1, B50]");
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Hit, Detection> start(
            OperatorSubtaskState state) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new Samples(Map.of(Hits.RULE, A_AND_B), SequenceOperator.LATE)),
                        Hit::key,
                        Types.STRING);
        harness.setup(
                TypeInformation.of(Detection.class).createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static void receive(
            KeyedOneInputStreamOperatorTestHarness<String, Hit, Detection> samples, Hit... hits)
            throws Exception {
        for (Hit hit : hits) {
            samples.processElement(new StreamRecord<>(hit, hit.evidence().time().millis()));
        }
    }

    private static void passes(
            KeyedOneInputStreamOperatorTestHarness<String, Hit, Detection> samples, long millis)
            throws Exception {
        samples.processWatermark(Hits.START + millis);
    }
}
