// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** What jobs report of their sinks, as a monitoring system would hear it. */
final class SinkCounts {

    private final InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();

    /** Of all sinks, and over all restarts of the job. */
    record Counts(
            long received,
            long indexed,
            long present,
            long rejected,
            long buffered,
            long refused,
            long failed) {}

    /** What a cluster needs so that its jobs report here. */
    Configuration reported() {
        return reporter.addToConfiguration(new Configuration());
    }

    Counts of(JobID job) {
        return new Counts(
                sum(job, "alerts-received"),
                sum(job, "alerts-indexed"),
                sum(job, "alerts-present"),
                sum(job, "alerts-rejected"),
                sum(job, "alerts-buffered"),
                sum(job, "bulks-refused"),
                sum(job, "bulks-failed"));
    }

    private long sum(JobID job, String name) {
        return reporter.getMetricsByGroup().entrySet().stream()
                .filter(group -> isOf(job, group.getKey()))
                .map(Map.Entry::getValue)
                .filter(metrics -> metrics.containsKey(name))
                .mapToLong(metrics -> value(metrics.get(name)))
                .sum();
    }

    private static boolean isOf(JobID job, MetricGroup group) {
        return job.toString().equals(group.getAllVariables().get("<job_id>"));
    }

    private static long value(Metric metric) {
        return metric instanceof Counter counter
                ? counter.getCount()
                : ((Number) ((Gauge<?>) metric).getValue()).longValue();
    }
}
