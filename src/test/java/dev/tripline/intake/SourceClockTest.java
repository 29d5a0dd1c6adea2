// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/** Readers with and without partitions; {@link PartitionClockTest} has the time itself. */
class SourceClockTest {

    private static final Duration DELAY = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration ASSIGNMENT = Duration.ofSeconds(5);

    private final ManualClock time = new ManualClock();
    private final WatermarkStrategy<Arrival> source =
            EventClock.behind(new Lateness(DELAY, QUIET, DELAY));
    private final WhatAClockSays reader = clock();

    private WhatAClockSays clock() {
        return new WhatAClockSays(source.createWatermarkGenerator(new Context(time)));
    }

    @Test
    void aReaderWithoutPartitionsStaysOutOfTheSourcesTime() {
        time.advanceTime(ASSIGNMENT);

        assertThat(reader.afterEmit()).containsExactly("idle");
    }

    @Test
    void aReaderIsGivenTimeToReceiveItsPartitions() {
        time.advanceTime(ASSIGNMENT.minusNanos(1));

        assertThat(reader.afterEmit()).isEmpty();
    }

    @Test
    void aReaderWithPartitionsLeavesTimeToThemHoweverQuietTheyAre() {
        clock();
        time.advanceTime(QUIET.plus(DELAY));

        assertThat(reader.afterEmit()).isEmpty();
    }

    @Test
    void aReaderIsBackAsSoonAsItReceivesAPartition() {
        time.advanceTime(ASSIGNMENT);
        reader.afterEmit();

        clock();

        assertThat(reader.afterEmit()).containsExactly("idle", "active");
    }

    @Test
    void thePartitionsOfASourceKnowOfEachOther() {
        WhatAClockSays quiet = clock();
        clock();
        WhatAClockSays busy = clock();
        long now = System.currentTimeMillis();
        busy.receive(0, now, now);
        busy.afterEmit();

        time.advanceTime(QUIET);

        assertThat(quiet.time()).isEqualTo(now - DELAY.toMillis() - 1);
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
