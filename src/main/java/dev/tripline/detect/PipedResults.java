// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds the detections of a rule with pipes back until the input ends; which are the first or last
 * is not known before. Those of other rules pass. Keyed by rule.
 */
public final class PipedResults extends KeyedProcessFunction<String, Detection, Detection> {

    private static final long serialVersionUID = 1L;

    /** How many more than the first pipe leaves are kept before the others are sorted out. */
    private static final long SLACK = 1_000;

    private final Map<String, List<Pipe>> pipes;

    private transient ListState<Detection> results;
    private transient ValueState<Long> count;

    /**
     * @param pipes by rule key; of a rule without any, nothing
     */
    public PipedResults(Map<String, List<Pipe>> pipes) {
        this.pipes = Map.copyOf(pipes);
    }

    @Override
    public void open(OpenContext context) {
        results =
                getRuntimeContext()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "results", TypeInformation.of(Detection.class)));
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Detection detection, Context context, Collector<Detection> out)
            throws Exception {
        List<Pipe> ofRule = pipes.get(detection.ruleKey());
        if (ofRule == null) {
            out.collect(detection);
            return;
        }
        results.add(detection);
        long kept = count.value() == null ? 1 : count.value() + 1;
        Pipe first = ofRule.get(0);
        if (kept > 2L * first.count() + SLACK) {
            List<Detection> left = ResultPipes.apply(List.of(first), all());
            results.update(left);
            kept = left.size();
        }
        count.update(kept);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        ResultPipes.apply(pipes.get(context.getCurrentKey()), all()).forEach(out::collect);
        results.clear();
        count.clear();
    }

    private List<Detection> all() throws Exception {
        List<Detection> all = new ArrayList<>();
        results.get().forEach(all::add);
        return all;
    }
}
