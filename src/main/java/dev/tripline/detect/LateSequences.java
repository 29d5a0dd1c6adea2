// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * A second chance for late hits, beside the operator that they come too late for. Remembers the
 * hits of a key as {@link OnceInOrder} hands them on and, when a late one comes, runs the {@link
 * SequenceMachine} over all of them anew. What the late hit has become part of then waits for the
 * hits to come, as in any sequence. Only matches with a late hit are found here.
 *
 * <p>Sequences that begin or end with a missing event are left out: whether it is missing can only
 * be said of more than is remembered, or later than at once.
 */
public final class LateSequences extends KeyedProcessFunction<String, Hit, Detection> {

    private static final long serialVersionUID = 1L;

    /** All are looked at for each late hit, so a busy key must not have any number of them. */
    static final int MAX_HITS = 1_000;

    private final Map<String, SequenceShape> shapes;
    private final long horizon;

    /** By time, those that have counted up to now. */
    private transient MapState<Long, List<Hit>> history;

    private transient ValueState<Integer> size;

    /** What it would be with the late hits in time; only kept while it holds one of them. */
    private transient ValueState<PartialMatches> waiting;

    private transient Map<String, Tally> forgotten;

    /**
     * @param shapes by rule key
     * @param horizon how far behind the watermark hits are remembered
     */
    public LateSequences(Map<String, SequenceShape> shapes, Duration horizon) {
        this.shapes = new HashMap<>(shapes);
        this.shapes.values().removeIf(shape -> !isDecidedAtOnce(shape));
        this.horizon = horizon.toMillis();
    }

    private static boolean isDecidedAtOnce(SequenceShape shape) {
        return shape.missing().leading() == 0 && shape.missing().trailing() == 0;
    }

    @Override
    public void open(OpenContext context) {
        history =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "history",
                                        Types.LONG,
                                        Types.LIST(TypeInformation.of(Hit.class))));
        size = getRuntimeContext().getState(new ValueStateDescriptor<>("history-size", Types.INT));
        waiting =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "late-partial-matches",
                                        TypeInformation.of(PartialMatches.class)));
        forgotten = new HashMap<>();
    }

    @Override
    public void processElement(Hit hit, Context context, Collector<Detection> out)
            throws Exception {
        SequenceShape shape = shapes.get(hit.ruleKey());
        long end = hit.evidence().time().millis() + horizon;
        if (shape == null || end <= context.timerService().currentWatermark()) {
            return;
        }
        remember(hit);
        context.timerService().registerEventTimeTimer(end);
        if (hit.evidence().late()) {
            again(shape, hit, out);
        } else if (waiting.value() != null) {
            goOn(shape, hit, out);
        }
    }

    private void again(SequenceShape shape, Hit late, Collector<Detection> out) throws Exception {
        List<Hit> hits = new ArrayList<>();
        history.values().forEach(hits::addAll);
        hits.sort(EventOrder.INSTANCE);
        SequenceMachine machine = new SequenceMachine(shape, null);
        for (Hit hit : hits) {
            machine.apply(hit)
                    .map(CompletedMatch::detection)
                    .filter(match -> match.events().contains(late.evidence()))
                    .ifPresent(out::collect);
        }
        waitFor(machine);
    }

    private void goOn(SequenceShape shape, Hit hit, Collector<Detection> out) throws Exception {
        SequenceMachine machine = new SequenceMachine(shape, waiting.value());
        machine.apply(hit)
                .map(CompletedMatch::detection)
                .filter(Detection::isLate)
                .ifPresent(out::collect);
        waitFor(machine);
    }

    private void waitFor(SequenceMachine machine) throws Exception {
        Optional<PartialMatches> withLate =
                Optional.ofNullable(machine.waiting())
                        .filter(
                                partial ->
                                        partial.byStage().stream()
                                                .filter(Objects::nonNull)
                                                .flatMap(match -> match.events().stream())
                                                .anyMatch(Evidence::late));
        waiting.update(withLate.orElse(null));
    }

    private void remember(Hit hit) throws Exception {
        long time = hit.evidence().time().millis();
        List<Hit> sameTime = history.get(time);
        List<Hit> hits = sameTime == null ? new ArrayList<>() : sameTime;
        hits.add(hit);
        history.put(time, hits);
        int count = size.value() == null ? 1 : size.value() + 1;
        size.update(count);
        if (count > MAX_HITS) {
            forgetOldest(hit.ruleKey(), count);
        }
    }

    /** A quarter of them, so that it need not be done for each hit. */
    private void forgetOldest(String ruleKey, int count) throws Exception {
        List<Long> times = new ArrayList<>();
        history.keys().forEach(times::add);
        times.sort(null);
        int kept = count;
        for (int i = 0; kept > MAX_HITS / 4 * 3; i++) {
            kept -= forget(times.get(i));
        }
        for (int i = kept; i < count; i++) {
            forgotten
                    .computeIfAbsent(
                            Rule.idOf(ruleKey),
                            rule -> Tally.ofForgotten(getRuntimeContext(), rule))
                    .add();
        }
    }

    private int forget(long time) throws Exception {
        List<Hit> hits = history.get(time);
        if (hits == null) {
            return 0;
        }
        history.remove(time);
        int left = size.value() - hits.size();
        size.update(left == 0 ? null : left);
        return hits.size();
    }

    @Override
    public void onTimer(long end, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        long time = end - horizon;
        forget(time);
        SequenceShape shape = shapes.get(Hit.ruleKeyOf(context.getCurrentKey()));
        if (shape == null) {
            // The rule was removed or changed after this state was written.
            waiting.clear();
        } else if (waiting.value() != null) {
            SequenceMachine machine = new SequenceMachine(shape, waiting.value());
            machine.forgetBefore(time + 1);
            waitFor(machine);
        }
    }
}
