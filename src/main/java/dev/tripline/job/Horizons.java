// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import java.time.Duration;

/**
 * How long events are remembered.
 *
 * @param sequence how long a sequence without a span waits; {@code null} for ever
 * @param sample how far apart the events of a sample may be; {@code null} for any
 * @param duplicate how far behind the watermark an event is still known; {@code null} for any
 * @param late how far behind the watermark a late hit still counts; {@code null} for not at all
 */
record Horizons(Duration sequence, Duration sample, Duration duplicate, Duration late) {

    /** Nothing is ever forgotten, and nothing comes late. */
    static final Horizons ENDLESS = new Horizons(null, null, null, null);

    static Horizons of(JobConfig config) {
        return new Horizons(
                config.sequenceRetention(),
                config.sampleHorizon(),
                config.duplicateHorizon(),
                config.lateHorizon());
    }
}
