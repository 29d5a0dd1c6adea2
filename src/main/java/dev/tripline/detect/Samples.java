// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
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

    private transient PendingHits pending;
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
        pending = new PendingHits(getRuntimeContext(), late);
        remembered =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "sample-events", TypeInformation.of(SampleEvents.class)));
    }

    @Override
    public void processElement(Hit hit, Context context, Collector<Detection> out)
            throws Exception {
        pending.add(hit, context);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        List<Hit> hits = pending.take(time);
        SampleShape shape = shapes.get(Hit.ruleKeyOf(context.getCurrentKey()));
        if (shape == null) {
            // The rule was removed or changed after this state was written.
            remembered.clear();
            return;
        }
        SampleMachine machine = new SampleMachine(shape, remembered.value());
        hits.forEach(hit -> machine.apply(hit).ifPresent(out::collect));
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
