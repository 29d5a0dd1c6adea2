// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.hit;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The operator with its state and timers in view. */
class SamplesTest {

    @Test
    void waitsForTheWatermarkAndMatchesOnce() throws Exception {
        try (SequenceOperator samples = SequenceOperator.ofSamples()) {
            samples.receive(hit("B", 20), hit("A", 10), hit("A", 5), hit("B", 30)).passes(19);
            assertThat(samples.found()).isEmpty();

            samples.passes(1_000);
            assertThat(samples.found()).containsExactly("[\"key\"] [A5, B20]");
        }
    }

    @Test
    void doesNotLookAtWhatComesTooLate() throws Exception {
        try (SequenceOperator samples = SequenceOperator.ofSamples()) {
            samples.passes(10).receive(hit("A", 10), hit("B", 11)).passes(100);

            assertThat(samples.late()).map(LateHit::hit).containsExactly(hit("A", 10).comingLate());
            assertThat(samples.found()).isEmpty();
        }
    }

    @Test
    void remembersNothingOnceTheHorizonHasPassed() throws Exception {
        try (SequenceOperator samples = SequenceOperator.ofSamples()) {
            samples.receive(hit("A", "[1]", 1, "a"), hit("A", "[2]", 2, "a"));
            samples.receive(hit("B", "[2]", 3, "b")).passes(60_001);
            assertThat(samples.stateEntries()).isPositive();

            samples.passes(60_004);
            assertThat(samples.stateEntries()).isZero();
            assertThat(samples.timers()).isZero();
        }
    }

    @Test
    void remembersNoMoreEventsThanItNeeds() {
        SampleMachine machine = new SampleMachine(SequenceOperator.SAMPLE, null);
        for (int i = 0; i < 10_000; i++) {
            machine.apply(hit("A", i));
        }

        assertThat(machine.remembered().hits()).containsExactly(hit("A", 9_998), hit("A", 9_999));
    }

    @Test
    void goesOnFromItsState() throws Exception {
        try (SequenceOperator before = SequenceOperator.ofSamples()) {
            before.receive(hit("A", 1), hit("B", 50)).passes(10);
            try (SequenceOperator after = before.restored()) {
                after.passes(50);

                assertThat(after.found()).containsExactly("[\"key\"] [A1, B50]");
            }
        }
    }
}
