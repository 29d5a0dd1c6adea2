// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/** A count that is both a metric of the running job and, at its end, a line of the summary. */
public final class Tally {

    public static final String READ = "events-read";
    public static final String EVALUATED = "events-evaluated";
    public static final String SKEWED = "events-skewed";
    public static final String DUPLICATE = "events-duplicate";
    public static final String DEAD_LETTERED = "events-dead-lettered";
    public static final String KEYS_CUT = "join-keys-cut";
    public static final String UNROUTED = "alerts-unrouted";

    /** Alerts that are final. */
    public static final String ALERTS = "alerts";

    /** Alerts that went out before they were certain. */
    public static final String ALERTS_PROVISIONAL = "alerts-provisional";

    /** Provisional alerts that an event has spoken against. */
    public static final String ALERTS_WITHDRAWN = "alerts-withdrawn";

    /** Detections that another alert stands for. */
    public static final String ALERTS_SUPPRESSED = "alerts-suppressed";

    /** Detections that a record has made which was delivered before. */
    public static final String ALERTS_REPEATED = "alerts-repeated";

    /** Alerts of which too many were known to remember them all. */
    public static final String ALERTS_FORGOTTEN = "alerts-forgotten";

    /** Hits of which a key had too many before the watermark to alert before it. */
    public static final String HITS_NOT_EAGER = "hits-not-eager";

    private static final String OF_SOURCE = ":";
    private static final String LATE_HITS = "hits-late:";
    private static final String DUPLICATES = "hits-duplicate:";
    private static final String FORGOTTEN_TERMS = "terms-forgotten:";
    private static final String EXCEPTED = "events-excepted:";
    private static final String FORGOTTEN = "hits-forgotten:";
    private static final String REJECTED = "alerts-rejected:";

    private final LongCounter total;
    private final Counter metric;

    private Tally(LongCounter total, Counter metric) {
        this.total = total;
        this.metric = metric;
    }

    public static Tally of(RuntimeContext context, String name) {
        return new Tally(context.getLongCounter(name), context.getMetricGroup().counter(name));
    }

    /** A count of one source, which is a label in metrics. */
    public static Tally ofSource(RuntimeContext context, String source, String name) {
        return new Tally(
                context.getLongCounter(name + OF_SOURCE + source),
                context.getMetricGroup().addGroup("source", source).counter(name));
    }

    /**
     * The counts of all sources, by source.
     *
     * @param counts accumulators of the job, by name
     * @param name as in {@link #ofSource}
     */
    public static Map<String, Long> bySource(Map<String, Object> counts, String name) {
        String prefix = name + OF_SOURCE;
        Map<String, Long> bySource = new TreeMap<>();
        counts.forEach(
                (key, count) -> {
                    if (key.startsWith(prefix)) {
                        bySource.put(key.substring(prefix.length()), (Long) count);
                    }
                });
        return bySource;
    }

    /** A count of one rule; a label in metrics, so that rules can be compared. */
    public static Tally ofRule(RuntimeContext context, String ruleId, String name) {
        return new Tally(
                context.getLongCounter(name + ":" + ruleId),
                context.getMetricGroup().addGroup("rule", ruleId).counter(name));
    }

    /** The hits of one rule that came too late from one source; both are labels in metrics. */
    public static Tally ofLateHits(RuntimeContext context, String source, String ruleId) {
        return new Tally(
                context.getLongCounter(LATE_HITS + ruleId + " from " + source),
                context.getMetricGroup()
                        .addGroup("source", source)
                        .addGroup("rule", ruleId)
                        .counter("hits-late"));
    }

    /** The hits of one rule whose event had counted before; the rule is a label in metrics. */
    public static Tally ofDuplicates(RuntimeContext context, String ruleId) {
        return new Tally(
                context.getLongCounter(DUPLICATES + ruleId),
                context.getMetricGroup().addGroup("rule", ruleId).counter("hits-duplicate"));
    }

    /** The hits of one rule of which there were too many, of one key or of all, to remember all. */
    public static Tally ofForgotten(RuntimeContext context, String ruleId) {
        return new Tally(
                context.getLongCounter(FORGOTTEN + ruleId),
                context.getMetricGroup().addGroup("rule", ruleId).counter("hits-forgotten"));
    }

    /** The terms of one rule of which there were too many to remember all. */
    public static Tally ofForgottenTerms(RuntimeContext context, String ruleId) {
        return new Tally(
                context.getLongCounter(FORGOTTEN_TERMS + ruleId),
                context.getMetricGroup().addGroup("rule", ruleId).counter("terms-forgotten"));
    }

    /** How often one exception took an event out of a rule; its name is a label in metrics. */
    public static Tally ofException(RuntimeContext context, String name) {
        return new Tally(
                context.getLongCounter(exceptedBy(name)),
                context.getMetricGroup().addGroup("exception", name).counter("events-excepted"));
    }

    /** The name in the summary of what one exception took out. */
    public static String exceptedBy(String name) {
        return EXCEPTED + name;
    }

    /** The alerts that a sink would never take; the sink is a label in metrics. */
    public static Tally ofRejected(RuntimeContext context, String sink) {
        return new Tally(
                context.getLongCounter(REJECTED + sink),
                context.getMetricGroup().addGroup("sink", sink).counter("alerts-rejected"));
    }

    /** Of all counts of a job those of rejected alerts, by sink. */
    public static Map<String, Long> rejected(Map<String, Object> counts) {
        return under(REJECTED, counts);
    }

    /** Of all counts of a job those of late hits, by rule and source. */
    public static Map<String, Long> lateHits(Map<String, Object> counts) {
        return under(LATE_HITS, counts);
    }

    /** Of all counts of a job those of hits that had counted before, by rule. */
    public static Map<String, Long> duplicates(Map<String, Object> counts) {
        return under(DUPLICATES, counts);
    }

    private static Map<String, Long> under(String prefix, Map<String, Object> counts) {
        Map<String, Long> under = new TreeMap<>();
        counts.forEach(
                (name, count) -> {
                    if (name.startsWith(prefix)) {
                        under.put(name.substring(prefix.length()), (Long) count);
                    }
                });
        return under;
    }

    /** The name in the summary of the alerts of one rule. */
    public static String alertsOf(String ruleId) {
        return ALERTS + ":" + ruleId;
    }

    public void add() {
        add(1);
    }

    public void add(long more) {
        total.add(more);
        metric.inc(more);
    }
}
