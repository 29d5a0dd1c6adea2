// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.JoinKey;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * One alert instead of many that are about the same.
 *
 * @param groupBy fields that have the same values in all of them
 * @param duration how long one alert stands for all, in event time
 * @param suppressMissing whether a value that is missing is one like others; if not, what lacks one
 *     is an alert of its own
 */
public record Suppression(List<String> groupBy, Duration duration, boolean suppressMissing)
        implements Serializable {

    public Suppression {
        groupBy = List.copyOf(groupBy);
    }

    /**
     * The same for a threshold, whose alerts are those of its periods: by its groups, if nothing
     * else is said.
     */
    Suppression of(Threshold threshold) {
        return new Suppression(
                groupBy.isEmpty()
                        ? threshold.groupBy().stream().map(JoinKey::field).toList()
                        : groupBy,
                threshold.period(),
                suppressMissing);
    }

    /** The first millisecond of the time that one alert stands for, with {@code millis} in it. */
    public long begin(long millis) {
        return Math.floorDiv(millis, duration.toMillis()) * duration.toMillis();
    }

    /** The last millisecond of the time that one alert stands for, with {@code millis} in it. */
    public long end(long millis) {
        return begin(millis) + duration.toMillis() - 1;
    }
}
