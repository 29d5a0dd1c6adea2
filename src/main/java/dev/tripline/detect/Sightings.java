// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.intake.Tally;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules on new terms: runs the {@link TermLearner} over sightings in event order, keyed by {@link
 * Sighting#key()}. They are held back until the watermark has passed them, because an earlier one
 * may still come; what looks new until then is put out as {@linkplain Detection#provisional()
 * provisional}. Whether an event is seen once or twice makes no difference here.
 *
 * <p>A late sighting never makes a term new. If that could have been, it goes to {@link
 * OnceInOrder#LATE}.
 */
public final class Sightings extends KeyedProcessFunction<String, Sighting, Detection>
        implements Bounded<Detection> {

    private static final long serialVersionUID = 1L;

    static final Comparator<Sighting> ORDER =
            Comparator.comparing(sighting -> sighting.hit().evidence(), EventOrder.ofEvidence());

    private static final String GROUP = "learning-group";

    private static final Logger LOG = LoggerFactory.getLogger(Sightings.class);

    private final Map<String, NewTerms> rules;
    private final Set<String> eager;

    /** By the millisecond of the events. */
    private transient MapState<Long, List<Sighting>> pending;

    private transient MapState<TermHash, Long> terms;
    private transient ValueState<LearningGroup> group;
    private transient Map<String, Tally> forgotten;
    private transient TimerService timers;

    /**
     * @param rules by rule key
     * @param eager keys of those that do not wait for the watermark
     */
    public Sightings(Map<String, NewTerms> rules, Set<String> eager) {
        this.rules = Map.copyOf(rules);
        this.eager = Set.copyOf(eager);
    }

    @Override
    public void open(OpenContext context) {
        pending =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "pending-sightings",
                                        Types.LONG,
                                        Types.LIST(TypeInformation.of(Sighting.class))));
        terms =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "terms", TypeInformation.of(TermHash.class), Types.LONG));
        group =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        GROUP, TypeInformation.of(LearningGroup.class)));
        forgotten = new HashMap<>();
    }

    @Override
    public void processElement(Sighting sighting, Context context, Collector<Detection> out)
            throws Exception {
        NewTerms rule = rules.get(sighting.hit().ruleKey());
        if (rule == null) {
            return;
        }
        timers = context.timerService();
        long watermark = timers.currentWatermark();
        long time = sighting.millis();
        TermLearner learner = new TermLearner(rule, new InState(terms), group.value());
        if (time > watermark) {
            List<Sighting> sameTime = pending.get(time);
            List<Sighting> sightings = sameTime == null ? new ArrayList<>() : sameTime;
            sightings.add(sighting);
            pending.put(time, sightings);
            timers.registerEventTimeTimer(time);
            if (eager.contains(sighting.hit().ruleKey())
                    && learner.foresee(sighting) == TermStep.Outcome.NEW) {
                out.collect(TermLearner.detection(rule, sighting).asProvisional());
            }
            return;
        }
        if (!sighting.showsTerm()) {
            return;
        }
        if (learner.seeLate(sighting)) {
            keep(learner, time, context);
        } else {
            context.output(OnceInOrder.LATE, new LateHit(sighting.hit().comingLate(), watermark));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Detection> out)
            throws Exception {
        timers = context.timerService();
        String ruleKey = Hit.ruleKeyOf(context.getCurrentKey());
        NewTerms rule = rules.get(ruleKey);
        if (rule == null) {
            // The rule was removed or changed after this state was written.
            pending.clear();
            terms.clear();
            group.clear();
            return;
        }
        TermLearner learner = new TermLearner(rule, new InState(terms), group.value());
        List<Sighting> sightings = pending.get(time);
        if (sightings == null) {
            learner.forgetAt(time);
            group.update(learner.group());
            return;
        }
        pending.remove(time);
        sightings.sort(ORDER);
        for (Sighting sighting : sightings) {
            if (learner.see(sighting) == TermStep.Outcome.NEW) {
                out.collect(TermLearner.detection(rule, sighting));
            }
        }
        keep(learner, time, context);
    }

    private void keep(TermLearner learner, long time, Context context) throws Exception {
        int excess = learner.makeRoom();
        if (excess > 0) {
            count(Hit.ruleKeyOf(context.getCurrentKey()), excess);
        }
        group.update(learner.group());
        context.timerService().registerEventTimeTimer(learner.sweepAfter(time));
    }

    @Override
    public List<String> states() {
        return List.of(GROUP);
    }

    @Override
    public String share(String key) {
        return Hit.ruleKeyOf(key);
    }

    @Override
    public long most(String share) {
        NewTerms rule = rules.get(share);
        return rule == null ? Long.MAX_VALUE : rule.maxTerms();
    }

    @Override
    public long weight() throws Exception {
        LearningGroup known = group.value();
        return known == null ? 0 : Math.max(1, known.terms());
    }

    /** The group will learn anew. */
    @Override
    public void forget(String key, Collector<Detection> out) throws Exception {
        NewTerms rule = rules.get(Hit.ruleKeyOf(key));
        LearningGroup known = group.value();
        terms.clear();
        group.clear();
        if (rule != null) {
            timers.deleteEventTimeTimer(TermClock.of(rule).sweepAfterSlot(known.latest()));
        }
        count(Hit.ruleKeyOf(key), Math.max(1, known.terms()));
    }

    private void count(String ruleKey, int excess) {
        String id = Rule.idOf(ruleKey);
        Tally tally = forgotten.get(id);
        if (tally == null) {
            LOG.warn("Rule {} has more than max_terms terms; the oldest go", id);
            tally = Tally.ofForgottenTerms(getRuntimeContext(), id);
            forgotten.put(id, tally);
        }
        tally.add(excess);
    }

    private record InState(MapState<TermHash, Long> terms) implements KnownTerms {

        @Override
        public Long get(TermHash term) throws Exception {
            return terms.get(term);
        }

        @Override
        public void put(TermHash term, long slot) throws Exception {
            terms.put(term, slot);
        }

        @Override
        public void remove(TermHash term) throws Exception {
            terms.remove(term);
        }

        @Override
        public Iterable<Map.Entry<TermHash, Long>> all() throws Exception {
            return terms.entries();
        }

        @Override
        public void clear() {
            terms.clear();
        }
    }
}
