// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.intake.Arrival;
import dev.tripline.job.JobConfig.SourceConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Has topics that are ahead wait for those that are catching up, because what they send would wait
 * anyway, in state.
 *
 * @param drift how far a clock may be ahead of the slowest; {@code null} if none waits
 */
record Alignment(Duration drift) {

    private static final String GROUP = "sources";

    /** Clocks that are apart because they are meant to be must not wait for each other for ever. */
    static Alignment of(JobConfig config) {
        List<SourceConfig> topics =
                config.sources().stream().filter(source -> source.kafka() != null).toList();
        if (topics.size() < 2 || config.alignmentDrift().isZero()) {
            return new Alignment(null);
        }
        Duration longest = delays(topics).max(Duration::compareTo).orElseThrow();
        Duration shortest = delays(topics).min(Duration::compareTo).orElseThrow();
        return new Alignment(
                longest.minus(shortest)
                        .plus(config.limits().maxLag())
                        .plus(config.alignmentDrift()));
    }

    private static Stream<Duration> delays(List<SourceConfig> sources) {
        return sources.stream().map(SourceConfig::delay);
    }

    WatermarkStrategy<Arrival> of(WatermarkStrategy<Arrival> clock) {
        return drift == null ? clock : clock.withWatermarkAlignment(GROUP, drift);
    }
}
