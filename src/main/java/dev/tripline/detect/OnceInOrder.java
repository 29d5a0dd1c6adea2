// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes of hits as they arrive the hits that count, keyed by {@link Hit#key()}: each event once for
 * each term, in {@link EventOrder}. Held back until the watermark has passed them, because of the
 * records of one request the first counts, which need not arrive first.
 *
 * <p>A hit that the watermark has passed already is a duplicate if its event has counted, however
 * late it comes. Otherwise it is late: it goes on at once, {@linkplain Evidence#late() marked}, and
 * to {@link #LATE}. What is held back can be seen at once in {@link #ARRIVING}.
 */
public final class OnceInOrder extends KeyedProcessFunction<String, Hit, Hit> {

    private static final long serialVersionUID = 1L;

    public static final OutputTag<LateHit> LATE =
            new OutputTag<>("late-hits", TypeInformation.of(LateHit.class));

    /** Hits that are held back, as they arrive. */
    public static final OutputTag<Hit> ARRIVING =
            new OutputTag<>("arriving-hits", TypeInformation.of(Hit.class));

    private final Duration memory;

    private transient PendingHits pending;

    /** By the millisecond of the events. */
    private transient MapState<Long, List<CountedEvent>> counted;

    private transient Map<String, Tally> duplicates;

    /**
     * @param memory how far behind the watermark an event is still known; {@code null} for any
     */
    public OnceInOrder(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        pending = new PendingHits(getRuntimeContext());
        counted =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "counted-events",
                                        Types.LONG,
                                        Types.LIST(TypeInformation.of(CountedEvent.class))));
        duplicates = new HashMap<>();
    }

    @Override
    public void processElement(Hit hit, Context context, Collector<Hit> out) throws Exception {
        long watermark = context.timerService().currentWatermark();
        long time = hit.evidence().time().millis();
        if (time > watermark) {
            pending.add(hit);
            context.output(ARRIVING, hit);
            context.timerService().registerEventTimeTimer(time);
            return;
        }
        for (Hit late : count(time, List.of(hit.comingLate()), context)) {
            context.output(LATE, new LateHit(late, watermark));
            out.collect(late);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Hit> out) throws Exception {
        List<Hit> hits = pending.take(time);
        if (!hits.isEmpty()) {
            count(time, hits, context).forEach(out::collect);
        }
        if (memory != null) {
            counted.remove(time - memory.toMillis());
        }
    }

    private List<Hit> count(long time, List<Hit> hits, Context context) throws Exception {
        CountedTerms terms = new CountedTerms(counted.get(time));
        List<Hit> counting = new ArrayList<>();
        for (Hit hit : hits) {
            Optional<Hit> counts = terms.count(hit);
            counts.ifPresent(counting::add);
            if (counts.isEmpty()) {
                duplicatesOf(hit).add();
            }
        }
        List<CountedEvent> all = terms.all();
        if (!counting.isEmpty() && !all.isEmpty()) {
            counted.put(time, all);
            if (memory != null) {
                context.timerService().registerEventTimeTimer(time + memory.toMillis());
            }
        }
        return counting;
    }

    private Tally duplicatesOf(Hit hit) {
        return duplicates.computeIfAbsent(
                Rule.idOf(hit.ruleKey()), rule -> Tally.ofDuplicates(getRuntimeContext(), rule));
    }
}
