// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
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

/**
 * Says of a sequence before the watermark what it will be if nothing else comes: with each hit that
 * arrives, runs the {@link SequenceMachine} over all hits of the key that the watermark has not
 * passed, in event order. Each match that is new is put out, once. A hit that is still on its way
 * may speak against it, so whoever takes it must wait for the operator beside this one, which finds
 * the same match when the watermark passes it, or does not.
 *
 * <p>Takes the hits that {@link OnceInOrder} holds back, as they arrive.
 */
public final class EagerSequences extends KeyedProcessFunction<String, Hit, Detection> {

    private static final long serialVersionUID = 1L;

    /** All are looked at for each that arrives, so a busy key must not have any number of them. */
    static final int MAX_HITS = 1_000;

    private final Map<String, SequenceShape> shapes;

    private transient PendingHits pending;
    private transient ValueState<Integer> size;

    /** Of the hits that the watermark has passed. */
    private transient ValueState<PartialMatches> waiting;

    /** The completing events of matches that were put out, by millisecond. */
    private transient MapState<Long, List<String>> found;

    private transient Map<String, Tally> unseen;

    /**
     * @param shapes of the sequences that are to alert early, by rule key; without missing events
     */
    public EagerSequences(Map<String, SequenceShape> shapes) {
        this.shapes = Map.copyOf(shapes);
    }

    @Override
    public void open(OpenContext context) {
        pending = new PendingHits(getRuntimeContext());
        size = getRuntimeContext().getState(new ValueStateDescriptor<>("pending-size", Types.INT));
        waiting =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "partial-matches",
                                        TypeInformation.of(PartialMatches.class)));
        found =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "found", Types.LONG, Types.LIST(Types.STRING)));
        unseen = new HashMap<>();
    }

    @Override
    public void processElement(Hit hit, Context context, Collector<Detection> out)
            throws Exception {
        SequenceShape shape = shapes.get(hit.ruleKey());
        if (shape == null) {
            return;
        }
        int count = size.value() == null ? 1 : size.value() + 1;
        if (count > MAX_HITS) {
            unseen(hit).add();
            return;
        }
        size.update(count);
        pending.add(hit);
        context.timerService().registerEventTimeTimer(hit.evidence().time().millis());
        List<Hit> hits = pending.all();
        PartialMatches begun = waiting.value();
        if (!isSomeAt(shape.stages().size() - 1, shape, hits)
                || begun == null && !isSomeAt(0, shape, hits)) {
            return;
        }
        SequenceMachine machine = new SequenceMachine(shape, begun);
        for (Hit counted : CountedTerms.of(hits)) {
            CompletedMatch match = machine.apply(counted).orElse(null);
            if (match != null && isNew(match.detection().completing())) {
                out.collect(match.detection());
            }
        }
    }

    /** Cheap, because most keys wait for a stage that never comes. */
    private static boolean isSomeAt(int stage, SequenceShape shape, List<Hit> hits) {
        int term = shape.stages().get(stage);
        return hits.stream().anyMatch(hit -> hit.matches(term));
    }

    private boolean isNew(Evidence completing) throws Exception {
        long time = completing.time().millis();
        List<String> sameTime = found.get(time);
        List<String> events = sameTime == null ? new ArrayList<>() : sameTime;
        String event = completing.time().nanos() + " " + completing.identity();
        if (events.contains(event)) {
            return false;
        }
        events.add(event);
        found.put(time, events);
        return true;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        List<Hit> passed = pending.take(time);
        found.remove(time);
        if (!passed.isEmpty()) {
            int left = size.value() - passed.size();
            size.update(left == 0 ? null : left);
        }
        SequenceShape shape = shapes.get(Hit.ruleKeyOf(context.getCurrentKey()));
        if (shape == null) {
            // The rule was removed or changed after this state was written.
            waiting.clear();
            return;
        }
        SequenceMachine machine = new SequenceMachine(shape, waiting.value());
        CountedTerms.of(passed).forEach(machine::apply);
        machine.forgetAfter(shape.maxspan(), time, context.timerService());
        waiting.update(machine.waiting());
    }

    private Tally unseen(Hit hit) {
        return unseen.computeIfAbsent(
                Rule.idOf(hit.ruleKey()),
                rule -> Tally.ofRule(getRuntimeContext(), rule, Tally.HITS_NOT_EAGER));
    }
}
