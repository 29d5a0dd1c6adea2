// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.TimerService;

/** Remembers events of one join key, each for a while. */
interface Forgetful {

    /** Forgets what is older than {@code millis}. */
    void forgetBefore(long millis);

    /** The oldest of what is remembered, in milliseconds; empty if nothing is. */
    OptionalLong oldest();

    /**
     * Forgets what is older than {@code memory} at {@code time}, and sees to it that the rest will
     * be.
     *
     * @param memory {@code null} for ever
     */
    default void forgetAfter(Duration memory, long time, TimerService timers) {
        if (memory != null) {
            long millis = memory.toMillis();
            forgetBefore(time - millis);
            oldest().ifPresent(start -> timers.registerEventTimeTimer(start + millis + 1));
        }
    }
}
