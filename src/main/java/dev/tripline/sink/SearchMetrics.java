// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What a writer says about itself. All but the gauges are written by its one thread; gauges are
 * read by others.
 *
 * <p>What was received is indexed, present, rejected or buffered.
 *
 * @param received alerts, those out of a checkpoint too
 * @param indexed alerts that are in the index because of this writer
 * @param present alerts that had been there, in this revision or a later one
 * @param retried how often an alert had to be sent once more
 * @param bulks that were answered
 * @param failures of whole bulks
 * @param refusals of whole bulks for want of a right to send them
 * @param bytes of bulks that were sent, before compression
 * @param latency of answered bulks, in milliseconds
 */
record SearchMetrics(
        Counter received,
        Counter indexed,
        Counter present,
        Counter retried,
        Counter bulks,
        Counter failures,
        Counter refusals,
        Counter bytes,
        Histogram latency,
        State state) {

    private static final int LATENCIES = 500;

    /** As it is now. */
    static final class State {
        volatile int bufferedAlerts;
        volatile long bufferedBytes;
        volatile long oldestMillis;
        volatile int failingHosts;
        volatile boolean circuitOpen;
    }

    static SearchMetrics in(MetricGroup group) {
        State state = new State();
        group.gauge("alerts-buffered", (Gauge<Integer>) () -> state.bufferedAlerts);
        group.gauge("bytes-buffered", (Gauge<Long>) () -> state.bufferedBytes);
        group.gauge("oldest-alert-ms", (Gauge<Long>) () -> state.oldestMillis);
        group.gauge("hosts-failing", (Gauge<Integer>) () -> state.failingHosts);
        group.gauge("circuit-open", (Gauge<Integer>) () -> state.circuitOpen ? 1 : 0);
        return new SearchMetrics(
                group.counter("alerts-received"),
                group.counter("alerts-indexed"),
                group.counter("alerts-present"),
                group.counter("alerts-retried"),
                group.counter("bulks"),
                group.counter("bulks-failed"),
                group.counter("bulks-refused"),
                group.counter("bulk-bytes"),
                group.histogram("bulk-ms", new DescriptiveStatisticsHistogram(LATENCIES)),
                state);
    }
}
