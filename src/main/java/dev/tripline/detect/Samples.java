// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Samples. Holds hits back until the watermark has passed them, then runs the {@link SampleMachine}
 * in event order, so that the same events make the match in whatever order they arrive.
 */
public final class Samples extends KeyedProcessFunction<String, Hit, Detection> {

    private static final long serialVersionUID = 1L;

    private final Map<String, SampleShape> shapes;
    private final OutputTag<Hit> late;

    private transient MapState<Long, List<Hit>> pending;
    private transient ValueState<SampleEvents> remembered;

    /**
     * @param shapes by rule key
     * @param late takes the hits that come after the watermark has passed them
     */
    public Samples(Map<String, SampleShape> shapes, OutputTag<Hit> late) {
        this.shapes = Map.copyOf(shapes);
        this.late = late;
    }

    @Override
    public void open(OpenContext context) {
        pending =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "pending-hits",
                                        Types.LONG,
                                        Types.LIST(TypeInformation.of(Hit.class))));
        remembered =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "sample-events", TypeInformation.of(SampleEvents.class)));
    }

    @Override
    public void processElement(Hit hit, Context context, Collector<Detection> out)
            throws Exception {
        long time = hit.evidence().time().millis();
        if (time <= context.timerService().currentWatermark()) {
            context.output(late, hit);
            return;
        }
        List<Hit> sameTime = pending.get(time);
        List<Hit> hits = sameTime == null ? new ArrayList<>() : sameTime;
        hits.add(hit);
        pending.put(time, hits);
        context.timerService().registerEventTimeTimer(time);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        List<Hit> hits = pending.get(time);
        pending.remove(time);
        SampleShape shape = shapes.get(Hit.ruleKeyOf(context.getCurrentKey()));
        if (shape == null) {
            // The rule was removed or changed after this state was written.
            remembered.clear();
            return;
        }
        SampleMachine machine = new SampleMachine(shape, remembered.value());
        if (hits != null) {
            hits.sort(EventOrder.INSTANCE);
            hits.forEach(hit -> machine.apply(hit).ifPresent(out::collect));
        }
        if (shape.horizon() != null) {
            long horizon = shape.horizon().toMillis();
            machine.forgetBefore(time - horizon);
            machine.oldest()
                    .ifPresent(
                            start ->
                                    context.timerService()
                                            .registerEventTimeTimer(start + horizon + 1));
        }
        remembered.update(machine.remembered());
    }
}
