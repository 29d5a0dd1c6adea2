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
public final class Thresholds extends KeyedProcessFunction<String, ThresholdHit, Detection> {

    private static final long serialVersionUID = 1L;

    /** So often in a window what is over is looked for. */
    private static final int TIMERS_PER_WINDOW = 16;

    private final Map<String, Threshold> thresholds;

    private transient ValueState<GroupMemory> remembered;
    private transient Map<String, Tally> forgotten;

    /**
     * @param thresholds by rule key
     */
    public Thresholds(Map<String, Threshold> thresholds) {
        this.thresholds = Map.copyOf(thresholds);
    }

    @Override
    public void open(OpenContext context) {
        remembered =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "group-memory", TypeInformation.of(GroupMemory.class)));
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
        long window = threshold.window().toMillis();
        long step = Math.max(1, window / TIMERS_PER_WINDOW);
        TimerService timers = context.timerService();
        timers.registerEventTimeTimer(Math.floorDiv(time + window + step - 1, step) * step);
        machine.ends().forEach(timers::registerEventTimeTimer);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
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

    private ThresholdMachine machine(Threshold threshold, String key) throws Exception {
        return new ThresholdMachine(
                threshold, Hit.ruleKeyOf(key), Hit.joinKeyOf(key), remembered.value());
    }

    private void count(String ruleKey, int events) {
        for (int i = 0; i < events; i++) {
            forgotten
                    .computeIfAbsent(
                            Rule.idOf(ruleKey),
                            rule -> Tally.ofForgotten(getRuntimeContext(), rule))
                    .add();
        }
    }
}
