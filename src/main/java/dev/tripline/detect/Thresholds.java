// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threshold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Rules with thresholds: runs the {@link ThresholdMachine} over hits as they arrive, keyed by
 * {@link ThresholdHit#key()}. A detection may come several times, each time with the same occasion
 * and a larger count.
 *
 * <p>A late hit counts as long as something it may count for is not over; after that it goes to
 * {@link OnceInOrder#LATE}.
 */
public final class Thresholds extends KeyedProcessFunction<String, ThresholdHit, Detection>
        implements Bounded<Detection> {

    private static final long serialVersionUID = 1L;

    private static final String MEMORY = "group-memory";

    /** So often in a window what is over is looked for. */
    private static final int TIMERS_PER_WINDOW = 16;

    /** So many events of all groups of a rule are remembered, of some two kilobytes each. */
    private static final long MOST_EVENTS = 100_000;

    /** A period that is to be told shows up to so many events. */
    private static final long EVENTS_PER_PERIOD = 10;

    private final Map<String, Threshold> thresholds;
    private final long mostEvents;

    private transient ValueState<GroupMemory> remembered;
    private transient Map<String, Tally> forgotten;
    private transient TimerService timers;

    /**
     * @param thresholds by rule key
     */
    public Thresholds(Map<String, Threshold> thresholds) {
        this(thresholds, MOST_EVENTS);
    }

    Thresholds(Map<String, Threshold> thresholds, long mostEvents) {
        this.thresholds = Map.copyOf(thresholds);
        this.mostEvents = mostEvents;
    }

    @Override
    public void open(OpenContext context) {
        remembered =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        MEMORY, TypeInformation.of(GroupMemory.class)));
        forgotten = new HashMap<>();
    }

    @Override
    public void processElement(ThresholdHit arriving, Context context, Collector<Detection> out)
            throws Exception {
        Hit hit = arriving.hit();
        Threshold threshold = thresholds.get(hit.ruleKey());
        if (threshold == null) {
            return;
        }
        long watermark = context.timerService().currentWatermark();
        long time = hit.evidence().time().millis();
        Evidence evidence = time <= watermark ? hit.evidence().comingLate() : hit.evidence();
        ThresholdMachine machine = machine(threshold, context.getCurrentKey());
        if (machine.isOver(time, watermark)) {
            context.output(OnceInOrder.LATE, new LateHit(hit.comingLate(), watermark));
            return;
        }
        List<Detection> found = new ArrayList<>();
        GroupedEvent event = new GroupedEvent(evidence, arriving.values());
        count(hit.ruleKey(), machine.apply(event, watermark, found));
        found.forEach(out::collect);
        remembered.update(machine.memory());
        timers = context.timerService();
        timers.registerEventTimeTimer(over(threshold, time));
        machine.ends().forEach(timers::registerEventTimeTimer);
    }

    /** When to look whether all windows with an event of this time are over. */
    private static long over(Threshold threshold, long time) {
        long window = threshold.window().toMillis();
        long step = Math.max(1, window / TIMERS_PER_WINDOW);
        return Math.floorDiv(time + window + step - 1, step) * step;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        timers = context.timerService();
        Threshold threshold = thresholds.get(Hit.ruleKeyOf(context.getCurrentKey()));
        if (threshold == null) {
            // The rule was removed or changed after this state was written.
            remembered.clear();
            return;
        }
        ThresholdMachine machine = machine(threshold, context.getCurrentKey());
        List<Detection> found = new ArrayList<>();
        machine.pass(context.timerService().currentWatermark(), found);
        found.forEach(out::collect);
        remembered.update(machine.memory());
    }

    @Override
    public List<String> states() {
        return List.of(MEMORY);
    }

    @Override
    public String share(String key) {
        return Hit.ruleKeyOf(key);
    }

    @Override
    public long most(String share) {
        return mostEvents;
    }

    @Override
    public long weight() throws Exception {
        GroupMemory memory = remembered.value();
        return memory == null
                ? 0
                : memory.events().size() + EVENTS_PER_PERIOD * memory.periods().size();
    }

    /** What has been found stays. */
    @Override
    public void forget(String key, Collector<Detection> out) throws Exception {
        GroupMemory memory = remembered.value();
        Threshold threshold = thresholds.get(Hit.ruleKeyOf(key));
        if (threshold != null) {
            memory.events().stream()
                    .map(event -> over(threshold, event.millis()))
                    .distinct()
                    .forEach(timers::deleteEventTimeTimer);
            machine(threshold, key).ends().forEach(timers::deleteEventTimeTimer);
        }
        remembered.clear();
        count(Hit.ruleKeyOf(key), memory.events().size());
    }

    private ThresholdMachine machine(Threshold threshold, String key) throws Exception {
        return new ThresholdMachine(
                threshold, Hit.ruleKeyOf(key), Hit.joinKeyOf(key), remembered.value());
    }

    private void count(String ruleKey, int events) {
        if (events > 0) {
            forgotten
                    .computeIfAbsent(
                            Rule.idOf(ruleKey),
                            rule -> Tally.ofForgotten(getRuntimeContext(), rule))
                    .add(events);
        }
    }
}
