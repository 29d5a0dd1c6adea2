// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SourceClockTest {

    private static final Duration DELAY = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration ASSIGNMENT = Duration.ofSeconds(5);
    private static final long TEN_O_CLOCK = 1_772_445_600_000L;
    private static final long DELAY_AND_ONE = DELAY.toMillis() + 1;

    private final ManualClock time = new ManualClock();
    private final WatermarkStrategy<Arrival> source = EventClock.behind(new Lateness(DELAY, QUIET));
    private final Said reader = new Said(source.createWatermarkGenerator(new Context(time)));

    private Said partition() {
        return new Said(source.createWatermarkGenerator(new Context(time)));
    }

    @Nested
    class AReader {

        @Test
        void withoutPartitionsStaysOutOfTheSourcesTime() {
            time.advanceTime(ASSIGNMENT);

            assertThat(reader.afterEmit()).containsExactly("idle");
        }

        @Test
        void isGivenTimeToReceiveItsPartitions() {
            time.advanceTime(ASSIGNMENT.minusNanos(1));

            assertThat(reader.afterEmit()).isEmpty();
        }

        @Test
        void withPartitionsLeavesTimeToThemHoweverQuietTheyAre() {
            partition().receive(TEN_O_CLOCK);
            time.advanceTime(QUIET.plus(DELAY));

            assertThat(reader.afterEmit()).isEmpty();
        }

        @Test
        void isBackAsSoonAsItReceivesAPartition() {
            time.advanceTime(ASSIGNMENT);
            reader.afterEmit();

            partition();

            assertThat(reader.afterEmit()).containsExactly("idle", "active");
        }
    }

    @Nested
    class APartition {

        @Test
        void isItsNewestEventLessTheDelay() {
            Said partition = partition();
            partition.receive(TEN_O_CLOCK);
            partition.receive(TEN_O_CLOCK - 1000);

            assertThat(partition.afterEmit()).containsExactly(at(TEN_O_CLOCK));
        }

        @Test
        void isNotMovedByDeadLetters() {
            Said partition = partition();
            partition.receiveDeadLetter(TEN_O_CLOCK);

            assertThat(partition.afterEmit()).isEmpty();
        }

        @Test
        void goesByTheNewestEventOfItsSourceOnceItIsQuiet() {
            Said quiet = partition();
            Said busy = partition();
            busy.receive(TEN_O_CLOCK);
            quiet.afterEmit();

            time.advanceTime(QUIET);

            assertThat(quiet.afterEmit()).containsExactly(at(TEN_O_CLOCK));
        }

        @Test
        void holdsItsTimeUntilItIsQuiet() {
            Said partition = partition();
            partition.receive(TEN_O_CLOCK);

            time.advanceTime(QUIET.minusNanos(1));

            assertThat(partition.afterEmit()).containsExactly(at(TEN_O_CLOCK));
        }

        @Test
        void letsTimePassInSilenceSoThatTheLastSequencesAreDecided() {
            Said partition = partition();
            partition.receive(TEN_O_CLOCK);
            partition.afterEmit();

            time.advanceTime(QUIET.plus(DELAY).plusSeconds(1));

            assertThat(partition.afterEmit())
                    .last()
                    .isEqualTo(at(TEN_O_CLOCK + DELAY.toMillis() + 1000));
        }

        @Test
        void waitsForASourceThatHasSentNothingYet() {
            Said partition = partition();
            time.advanceTime(DELAY.minusNanos(1));

            assertThat(partition.afterEmit()).isEmpty();
        }

        @Test
        void takesASourceThatStaysSilentToBeUpToDate() {
            Said partition = partition();
            time.advanceTime(DELAY);
            long before = System.currentTimeMillis();

            String said = partition.afterEmit().get(0);

            assertThat(Long.parseLong(said))
                    .isBetween(before - DELAY_AND_ONE, System.currentTimeMillis() - DELAY_AND_ONE);
        }
    }

    private static String at(long newest) {
        return Long.toString(newest - DELAY_AND_ONE);
    }

    /** Notes what a generator says. */
    private record Said(WatermarkGenerator<Arrival> generator, List<String> words)
            implements WatermarkOutput {

        Said(WatermarkGenerator<Arrival> generator) {
            this(generator, new ArrayList<>());
        }

        void receive(long millis) {
            FieldSet none = FieldSet.of();
            Event event =
                    new Event(
                            none,
                            new Object[0],
                            Timestamp.ofMillis(millis),
                            Identity.of("id", "id"),
                            Coordinates.ofRecord("source", "topic", 0, 0));
            generator.onEvent(Arrival.of(event), millis, this);
        }

        void receiveDeadLetter(long recordMillis) {
            DeadLetter letter =
                    new DeadLetter(
                            DeadLetter.Reason.MALFORMED,
                            "broken",
                            Coordinates.ofRecord("source", "topic", 0, 0),
                            "auto",
                            new byte[0],
                            false);
            generator.onEvent(Arrival.of(letter), recordMillis, this);
        }

        List<String> afterEmit() {
            generator.onPeriodicEmit(this);
            return words;
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            words.add(Long.toString(watermark.getTimestamp()));
        }

        @Override
        public void markIdle() {
            words.add("idle");
        }

        @Override
        public void markActive() {
            words.add("active");
        }
    }

    private record Context(RelativeClock clock) implements WatermarkGeneratorSupplier.Context {

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return clock;
        }
    }
}
