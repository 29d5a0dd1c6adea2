// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Samples: runs the {@link SampleMachine} over hits as {@link OnceInOrder} hands them on, so that
 * the same events make the match in whatever order they arrive. Late ones are not looked at.
 */
public final class Samples extends KeyedProcessFunction<String, Hit, Detection> {

    private static final long serialVersionUID = 1L;

    private final Map<String, SampleShape> shapes;

    private transient ValueState<SampleEvents> remembered;

    /**
     * @param shapes by rule key
     */
    public Samples(Map<String, SampleShape> shapes) {
        this.shapes = Map.copyOf(shapes);
    }

    @Override
    public void open(OpenContext context) {
        remembered =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "sample-events", TypeInformation.of(SampleEvents.class)));
    }

    @Override
    public void processElement(Hit hit, Context context, Collector<Detection> out)
            throws Exception {
        SampleShape shape = shapes.get(hit.ruleKey());
        if (shape == null || hit.evidence().late()) {
            return;
        }
        SampleMachine machine = new SampleMachine(shape, remembered.value());
        machine.apply(hit).ifPresent(out::collect);
        machine.forgetAfter(
                shape.horizon(), hit.evidence().time().millis(), context.timerService());
        remembered.update(machine.remembered());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        SampleShape shape = shapes.get(Hit.ruleKeyOf(context.getCurrentKey()));
        if (shape == null) {
            // The rule was removed or changed after this state was written.
            remembered.clear();
            return;
        }
        SampleMachine machine = new SampleMachine(shape, remembered.value());
        machine.forgetAfter(shape.horizon(), time, context.timerService());
        remembered.update(machine.remembered());
    }
}
