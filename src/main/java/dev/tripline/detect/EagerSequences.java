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
 * Says of a sequence before the watermark what it will be if nothing else comes: what the {@link
 * SequenceMachine} makes of all hits of the key that the watermark has not passed, in event order.
 * Each match that is new is put out, once. A hit that is still on its way may speak against it, so
 * whoever takes it must wait for the operator beside this one, which finds the same match when the
 * watermark passes it, or does not.
 *
 * <p>Most keys wait for a first stage that never comes, and most hits come in order: neither takes
 * a look at the hits before. Only one that comes out of order lets the machine run over all again.
 *
 * <p>Takes the hits that {@link OnceInOrder} holds back, as they arrive.
 */
public final class EagerSequences extends KeyedProcessFunction<String, Hit, Detection> {

    private static final long serialVersionUID = 1L;

    /** All are looked at for one that comes out of order, so there must not be any number. */
    static final int MAX_HITS = 1_000;

    private final Map<String, SequenceShape> shapes;

    private transient PendingHits pending;
    private transient ValueState<PendingSummary> summary;

    /** Of the hits that the watermark has passed. */
    private transient ValueState<PartialMatches> waiting;

    /** Of all hits. */
    private transient ValueState<PartialMatches> ahead;

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
        summary =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "pending-summary",
                                        TypeInformation.of(PendingSummary.class)));
        ahead =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "partial-matches-ahead",
                                        TypeInformation.of(PartialMatches.class)));
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
        PendingSummary before = summary.value();
        PendingSummary known = PendingSummary.with(before, hit);
        summary.update(known);
        pending.add(hit);
        context.timerService().registerEventTimeTimer(hit.evidence().time().millis());
        PartialMatches begun = waiting.value();
        if (begun == null && !known.matches(shape.stages().get(0))) {
            ahead.clear();
        } else if (before == null) {
            run(new SequenceMachine(shape, begun), List.of(hit), out);
        } else if (before.isFollowedBy(hit)) {
            run(new SequenceMachine(shape, ahead.value()), List.of(hit), out);
        } else if (known.hits() <= MAX_HITS) {
            run(new SequenceMachine(shape, begun), CountedTerms.of(pending.all()), out);
        } else {
            unseen(hit).add();
        }
    }

    private void run(SequenceMachine machine, List<Hit> hits, Collector<Detection> out)
            throws Exception {
        for (Hit hit : hits) {
            CompletedMatch match = machine.apply(hit).orElse(null);
            if (match != null && isNew(match.detection().completing())) {
                out.collect(match.detection().asProvisional());
            }
        }
        ahead.update(machine.waiting());
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
            PendingSummary left = summary.value().without(passed.size());
            summary.update(left);
            if (left == null) {
                ahead.clear();
            }
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
