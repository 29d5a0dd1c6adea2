// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sequences that CEP cannot carry exactly or cheaply: three stages and more, {@code runs}, {@code
 * until}, missing events, no span or a very long one. Runs the {@link SequenceMachine} over hits as
 * {@link OnceInOrder} hands them on; late ones are not looked at. A match that an event must not
 * follow is held back until the watermark has passed its span.
 */
public final class ExactSequences extends KeyedProcessFunction<String, Hit, Detection> {

    private static final long serialVersionUID = 1L;

    private final Map<String, SequenceShape> shapes;

    private transient ValueState<PartialMatches> waiting;

    /** By the millisecond in which they are decided. */
    private transient MapState<Long, List<CompletedMatch>> undecided;

    /**
     * @param shapes by rule key
     */
    public ExactSequences(Map<String, SequenceShape> shapes) {
        this.shapes = Map.copyOf(shapes);
    }

    @Override
    public void open(OpenContext context) {
        waiting =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "partial-matches",
                                        TypeInformation.of(PartialMatches.class)));
        undecided =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "undecided-matches",
                                        Types.LONG,
                                        Types.LIST(TypeInformation.of(CompletedMatch.class))));
    }

    @Override
    public void processElement(Hit hit, Context context, Collector<Detection> out)
            throws Exception {
        SequenceShape shape = shapes.get(hit.ruleKey());
        if (shape == null || hit.evidence().late()) {
            return;
        }
        MissingCheck missing = new MissingCheck(shape);
        if (missing.isTrailing(hit)) {
            spoil(missing, hit, out);
        }
        SequenceMachine machine = new SequenceMachine(shape, waiting.value());
        Optional<CompletedMatch> match = machine.apply(hit);
        if (match.isPresent()) {
            complete(missing, match.get(), context.timerService(), out);
        }
        machine.forgetAfter(
                shape.maxspan(), hit.evidence().time().millis(), context.timerService());
        waiting.update(machine.waiting());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        SequenceShape shape = shapes.get(Hit.ruleKeyOf(context.getCurrentKey()));
        if (shape == null) {
            // The rule was removed or changed after this state was written.
            waiting.clear();
            undecided.clear();
            return;
        }
        List<CompletedMatch> decided = undecided.get(time);
        if (decided != null) {
            undecided.remove(time);
            decided.forEach(match -> out.collect(match.detection()));
        }
        SequenceMachine machine = new SequenceMachine(shape, waiting.value());
        machine.forgetAfter(shape.maxspan(), time, context.timerService());
        waiting.update(machine.waiting());
    }

    private void complete(
            MissingCheck missing,
            CompletedMatch match,
            TimerService timers,
            Collector<Detection> out)
            throws Exception {
        if (match.isDecided()) {
            out.collect(match.detection());
            return;
        }
        long deadline = missing.deadline(match.from());
        List<CompletedMatch> sameTime = undecided.get(deadline);
        List<CompletedMatch> matches = sameTime == null ? new ArrayList<>() : sameTime;
        matches.add(match);
        undecided.put(deadline, matches);
        timers.registerEventTimeTimer(deadline);
    }

    /** Decides every match of an earlier time, so that none is looked at again and again. */
    private void spoil(MissingCheck missing, Hit trailing, Collector<Detection> out)
            throws Exception {
        List<Long> deadlines = new ArrayList<>();
        undecided.keys().forEach(deadlines::add);
        for (Long deadline : deadlines) {
            List<CompletedMatch> matches = new ArrayList<>(undecided.get(deadline));
            if (deadline < trailing.evidence().time().millis()) {
                undecided.remove(deadline);
                matches.forEach(match -> out.collect(match.detection()));
                continue;
            }
            matches.removeIf(match -> missing.spoils(trailing, match));
            if (matches.isEmpty()) {
                undecided.remove(deadline);
            } else {
                undecided.put(deadline, matches);
            }
        }
    }
}
