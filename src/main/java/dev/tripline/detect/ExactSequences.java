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
import org.apache.flink.util.OutputTag;

/**
 * Sequences that CEP cannot carry exactly or cheaply: three stages and more, {@code runs}, {@code
 * until}, missing events, no span or a very long one. Holds hits back until the watermark has
 * passed them, then runs the {@link SequenceMachine} in event order. A match that an event must not
 * follow is held back as well, until the watermark has passed its span.
 */
public final class ExactSequences extends KeyedProcessFunction<String, Hit, Detection> {

    private static final long serialVersionUID = 1L;

    private final Map<String, SequenceShape> shapes;
    private final OutputTag<Hit> late;

    private transient PendingHits pending;
    private transient ValueState<PartialMatches> waiting;

    /** By the millisecond in which they are decided. */
    private transient MapState<Long, List<CompletedMatch>> undecided;

    /**
     * @param shapes by rule key
     * @param late takes the hits that come after the watermark has passed them
     */
    public ExactSequences(Map<String, SequenceShape> shapes, OutputTag<Hit> late) {
        this.shapes = Map.copyOf(shapes);
        this.late = late;
    }

    @Override
    public void open(OpenContext context) {
        pending = new PendingHits(getRuntimeContext(), late);
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
        pending.add(hit, context);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        List<Hit> hits = pending.take(time);
        SequenceShape shape = shapes.get(Hit.ruleKeyOf(context.getCurrentKey()));
        if (shape == null) {
            // The rule was removed or changed after this state was written.
            waiting.clear();
            undecided.clear();
            return;
        }
        SequenceMachine machine = new SequenceMachine(shape, waiting.value());
        MissingCheck missing = new MissingCheck(shape);
        Optional<Hit> trailing = missing.firstTrailing(hits);
        if (trailing.isPresent()) {
            spoil(missing, trailing.get());
        }
        for (Hit hit : hits) {
            Optional<CompletedMatch> match = machine.apply(hit);
            if (match.isPresent()) {
                complete(missing, match.get(), context.timerService(), out);
            }
        }
        List<CompletedMatch> decided = undecided.get(time);
        if (decided != null) {
            undecided.remove(time);
            decided.forEach(match -> out.collect(match.detection()));
        }
        if (shape.maxspan() != null) {
            long span = shape.maxspan().toMillis();
            machine.forgetBefore(time - span);
            machine.oldest()
                    .ifPresent(
                            start ->
                                    context.timerService()
                                            .registerEventTimeTimer(start + span + 1));
        }
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

    /**
     * The matches that wait now are all from earlier milliseconds, so the first trailing event of
     * this one decides as much as all of them would.
     */
    private void spoil(MissingCheck missing, Hit trailing) throws Exception {
        List<Long> deadlines = new ArrayList<>();
        undecided.keys().forEach(deadlines::add);
        for (Long deadline : deadlines) {
            List<CompletedMatch> matches = new ArrayList<>(undecided.get(deadline));
            matches.removeIf(match -> missing.spoils(trailing, match));
            if (matches.isEmpty()) {
                undecided.remove(deadline);
            } else {
                undecided.put(deadline, matches);
            }
        }
    }
}
