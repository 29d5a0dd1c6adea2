// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tripline.detect.Bounded;
import dev.tripline.detect.Detection;
import dev.tripline.event.Coordinates;
import dev.tripline.intake.Tally;
import dev.tripline.rule.Risk;
import dev.tripline.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides which detections are alerts and which revisions of them go out, keyed by {@link
 * AlertKey}. The first detection of an alert goes out at once. After it
 *
 * <ul>
 *   <li>the same one again is a record that was delivered again, and says nothing;
 *   <li>the same one with larger counts goes out again;
 *   <li>another one of the same suppression group is counted. A worse one goes out at once; the
 *       rest is told when the watermark has passed the group's time;
 *   <li>a certain one confirms what was provisional. What is provisional when the watermark has
 *       passed the completing event is withdrawn: a certain detection comes before that watermark.
 * </ul>
 */
public final class AlertLedger extends KeyedProcessFunction<String, Detection, Alert>
        implements Bounded<Alert> {

    private static final long serialVersionUID = 1L;

    /**
     * Longer than any usual redelivery, short enough that the ids of a noisy rule do not pile up.
     */
    private static final Duration MEMORY = Duration.ofDays(1);

    /** Of one alert; what repeats one of the others counts again. */
    static final int MAX_KNOWN_DETECTIONS = 10_000;

    /**
     * An alert that has been told weighs one, which is some three hundred bytes. One that may be
     * told again has its evidence, too, and the ids of the detections that it stands for.
     */
    private static final long MOST = 500_000;

    private static final long WEIGHT_OF_EVIDENCE = 10;
    private static final long IDS_TO_A_WEIGHT = 2;

    private static final String OPEN = "open-alert";
    private static final String CLOSED = "closed-alert";

    private static final int LATENCIES = 1_000;

    private final Map<String, Rule> rules = new HashMap<>();
    private final AlertBuilder builder = new AlertBuilder();
    private final long most;

    /** Of which a revision is to come when the watermark says so. */
    private transient ValueState<LedgerEntry> open;

    private transient ValueState<LedgerEntry> closed;

    /** The detections that a suppressing alert stands for, by their own ids. */
    private transient MapState<String, Boolean> known;

    private transient Map<String, Tally> tallies;
    private transient Tally forgotten;
    private transient Histogram latency;
    private transient TimerService timers;

    public AlertLedger(Collection<Rule> rules) {
        this(rules, MOST);
    }

    AlertLedger(Collection<Rule> rules, long most) {
        this.most = most;
        rules.forEach(rule -> this.rules.put(rule.key(), rule));
    }

    @Override
    public void open(OpenContext context) {
        TypeInformation<LedgerEntry> entry = TypeInformation.of(LedgerEntry.class);
        StateTtlConfig memory = StateTtlConfig.newBuilder(MEMORY).build();
        open = getRuntimeContext().getState(new ValueStateDescriptor<>(OPEN, entry));
        ValueStateDescriptor<LedgerEntry> closedAlert = new ValueStateDescriptor<>(CLOSED, entry);
        closedAlert.enableTimeToLive(memory);
        closed = getRuntimeContext().getState(closedAlert);
        MapStateDescriptor<String, Boolean> detections =
                new MapStateDescriptor<>("known-detections", Types.STRING, Types.BOOLEAN);
        detections.enableTimeToLive(memory);
        known = getRuntimeContext().getMapState(detections);
        tallies = new HashMap<>();
        forgotten = Tally.of(getRuntimeContext(), Tally.ALERTS_FORGOTTEN);
        latency =
                getRuntimeContext()
                        .getMetricGroup()
                        .histogram("alert-latency", new DescriptiveStatisticsHistogram(LATENCIES));
    }

    @Override
    public void processElement(Detection detection, Context context, Collector<Alert> out)
            throws Exception {
        timers = context.timerService();
        Rule rule = rules.get(detection.ruleKey());
        if (rule == null) {
            return;
        }
        LedgerEntry before = open.value() == null ? closed.value() : open.value();
        if (detection.provisional()) {
            suspect(rule, before, detection, context, out);
        } else if (context.getCurrentKey().equals(AlertId.of(rule.id(), detection))) {
            confirm(rule, before, detection, context, out);
        } else {
            suppress(rule, before, detection, context, out);
        }
        if (before == null) {
            measure(detection, context);
        }
    }

    private void suspect(
            Rule rule,
            LedgerEntry before,
            Detection detection,
            Context context,
            Collector<Alert> out)
            throws Exception {
        if (before != null && before.is(AlertState.FINAL)) {
            return;
        }
        long completed = detection.completing().time().millis();
        timers.registerEventTimeTimer(completed);
        if (before != null && before.is(AlertState.PROVISIONAL)) {
            open.update(before.undecidedUntil(completed));
            return;
        }
        LedgerEntry entry =
                LedgerEntry.provisional(before, detection, AppliedModifiers.of(rule, detection));
        open(entry);
        tally(Tally.ALERTS_PROVISIONAL, rule);
        raise(rule, entry, context.getCurrentKey(), out);
    }

    /** An alert that stands for its detection alone. */
    private void confirm(
            Rule rule,
            LedgerEntry before,
            Detection detection,
            Context context,
            Collector<Alert> out)
            throws Exception {
        boolean known = before != null && before.is(AlertState.FINAL);
        if (known && !before.hasGrown(detection)) {
            tally(Tally.ALERTS_REPEATED, rule);
            close(before);
            return;
        }
        LedgerEntry entry =
                LedgerEntry.certain(before, detection, AppliedModifiers.of(rule, detection));
        close(entry.settled());
        if (!known) {
            tally(Tally.ALERTS, rule);
        }
        raise(rule, entry, context.getCurrentKey(), out);
    }

    private void suppress(
            Rule rule,
            LedgerEntry before,
            Detection detection,
            Context context,
            Collector<Alert> out)
            throws Exception {
        String own = AlertId.of(rule.id(), detection);
        long modifiers = AppliedModifiers.of(rule, detection);
        boolean first = before == null || !before.is(AlertState.FINAL);
        boolean another = first || !known.contains(own);
        if (!another && detection.count() == null) {
            tally(Tally.ALERTS_REPEATED, rule);
            return;
        }
        LedgerEntry entry =
                first
                        ? LedgerEntry.certain(before, detection, modifiers)
                        : before.with(detection, another, modifiers, rule.risk());
        boolean worse = !first && isWorse(rule.risk(), entry.modifiers(), before.modifiers());
        if (worse) {
            entry = entry.revised(AlertState.FINAL);
        }
        if (another) {
            tally(first ? Tally.ALERTS : Tally.ALERTS_SUPPRESSED, rule);
            if (entry.count() <= MAX_KNOWN_DETECTIONS) {
                known.put(own, true);
            }
        }
        open(entry);
        long completed = entry.detection().completing().time().millis();
        timers.registerEventTimeTimer(rule.suppression().end(completed));
        if (first || worse) {
            raise(rule, entry, context.getCurrentKey(), out);
        }
    }

    private static boolean isWorse(Risk risk, long modifiers, long than) {
        return risk.severity(modifiers).compareTo(risk.severity(than)) > 0;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
        timers = context.timerService();
        LedgerEntry entry = open.value();
        if (entry == null) {
            return;
        }
        Rule rule = rules.get(entry.detection().ruleKey());
        if (rule == null) {
            // The rule was removed or changed after this state was written.
            open.clear();
        } else if (entry.is(AlertState.PROVISIONAL)) {
            if (time >= entry.until()) {
                LedgerEntry withdrawn = entry.revised(AlertState.WITHDRAWN);
                close(withdrawn.settled());
                tally(Tally.ALERTS_WITHDRAWN, rule);
                raise(rule, withdrawn, context.getCurrentKey(), out);
            }
        } else if (time >= end(rule, entry)) {
            if (entry.changed()) {
                entry = entry.revised(AlertState.FINAL);
                raise(rule, entry, context.getCurrentKey(), out);
            }
            close(entry);
        }
    }

    /** Of the time that a suppressing alert stands for. */
    private static long end(Rule rule, LedgerEntry entry) {
        return rule.suppression() == null
                ? Long.MIN_VALUE
                : rule.suppression().end(entry.detection().completing().time().millis());
    }

    private void raise(Rule rule, LedgerEntry entry, String id, Collector<Alert> out)
            throws JsonProcessingException {
        out.collect(
                builder.build(
                        rule,
                        entry.detection(),
                        status(id, rule, entry),
                        Instant.ofEpochMilli(timers.currentProcessingTime())));
    }

    private static AlertStatus status(String id, Rule rule, LedgerEntry entry) {
        boolean alone = id.equals(AlertId.of(rule.id(), entry.detection()));
        return new AlertStatus(
                id,
                entry.state(),
                entry.revision(),
                entry.modifiers(),
                isWorse(
                        rule.risk(),
                        entry.modifiers(),
                        AppliedModifiers.of(rule, entry.detection())),
                alone
                        ? null
                        : new AlertStatus.Suppressed(
                                Math.max(0, entry.count() - 1),
                                entry.first(),
                                entry.last(),
                                SuppressionGroup.of(rule, entry.detection())));
    }

    @Override
    public List<String> states() {
        return List.of(OPEN, CLOSED);
    }

    /** All alerts share what there is. */
    @Override
    public String share(String id) {
        return "";
    }

    @Override
    public long most(String share) {
        return most;
    }

    @Override
    public long weight() throws Exception {
        LedgerEntry entry = open.value();
        if (entry == null) {
            return closed.value() == null ? 0 : 1;
        }
        if (entry.is(AlertState.PROVISIONAL)) {
            // Whatever it is, the watermark will say it soon.
            return 0;
        }
        long ids = Math.min(entry.count(), MAX_KNOWN_DETECTIONS);
        return WEIGHT_OF_EVIDENCE + ids / IDS_TO_A_WEIGHT;
    }

    /**
     * The last word of an alert that may be told again is told at once, and its revision stays for
     * the memory of alerts that have been told; of one of these nothing does.
     */
    @Override
    public void forget(String id, Collector<Alert> out) throws Exception {
        LedgerEntry entry = open.value();
        forgotten.add();
        if (entry == null) {
            closed.clear();
            return;
        }
        Rule rule = rules.get(entry.detection().ruleKey());
        if (rule == null) {
            open.clear();
            return;
        }
        timers.deleteEventTimeTimer(end(rule, entry));
        LedgerEntry last = entry.changed() ? entry.revised(AlertState.FINAL) : entry;
        if (entry.changed()) {
            raise(rule, last, id, out);
        }
        close(last.withoutDetection());
        known.clear();
    }

    private void open(LedgerEntry entry) throws Exception {
        open.update(entry);
        closed.clear();
    }

    private void close(LedgerEntry entry) throws Exception {
        closed.update(entry);
        open.clear();
    }

    /** From the time that the broker has of the record which completed the alert. */
    private void measure(Detection detection, Context context) {
        long arrived = detection.completing().coordinates().recordTime();
        if (arrived != Coordinates.NONE) {
            latency.update(Math.max(0, context.timerService().currentProcessingTime() - arrived));
        }
    }

    private void tally(String name, Rule rule) {
        tallies.computeIfAbsent(
                        name + rule.id(), key -> Tally.ofRule(getRuntimeContext(), rule.id(), name))
                .add();
    }
}
