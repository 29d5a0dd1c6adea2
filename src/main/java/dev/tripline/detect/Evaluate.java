// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.intake.Arrival;
import dev.tripline.intake.Tally;
import dev.tripline.rule.Exemption;
import dev.tripline.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Tests every rule on every event, chained to the source. Rules on single events are decided here,
 * at once; what may be part of a sequence leaves by the side output of its {@link WindowClass}.
 *
 * <p>Accounts for what arrives from its source: each arrival is evaluated, a duplicate of what has
 * been evaluated lately, or a dead letter. What is remembered for that is no state: records that
 * are read again after a restart have to be evaluated again, because what came of them is lost.
 */
public final class Evaluate extends ProcessFunction<Arrival, Detection> {

    private static final long serialVersionUID = 1L;

    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    /** Hits for {@link ExactSequences}. */
    public static final OutputTag<Hit> EXACT_HITS =
            new OutputTag<>("hits-exact", TypeInformation.of(Hit.class));

    /** Hits for {@link Samples}. */
    public static final OutputTag<Hit> SAMPLE_HITS =
            new OutputTag<>("hits-samples", TypeInformation.of(Hit.class));

    /** Hits for {@link Thresholds}. */
    public static final OutputTag<ThresholdHit> THRESHOLD_HITS =
            new OutputTag<>("hits-thresholds", TypeInformation.of(ThresholdHit.class));

    /** What {@link Sightings} look at. */
    public static final OutputTag<Sighting> SIGHTINGS =
            new OutputTag<>("sightings", TypeInformation.of(Sighting.class));

    private static final Map<WindowClass, OutputTag<Hit>> CEP_HITS =
            new EnumMap<>(WindowClass.class);

    static {
        for (WindowClass window : WindowClass.values()) {
            CEP_HITS.put(window, new OutputTag<>("hits-" + window, TypeInformation.of(Hit.class)));
        }
    }

    private final String source;
    private final Duration duplicateHorizon;
    private final List<Rule> rules;
    private final FieldSet fields;
    private final List<String> context;
    private final Redactor redactor;

    private transient RuleEvaluator evaluator;
    private transient ContentHasher hasher;
    private transient RecentHashes recent;
    private transient RecentTerms recentTerms;
    private transient Tally read;
    private transient Tally evaluated;
    private transient Tally skewed;
    private transient Tally duplicates;
    private transient Tally deadLettered;
    private transient Tally keysCut;
    private transient Map<String, Tally> excepted;

    /**
     * @param source whose arrivals are counted
     * @param duplicateHorizon how long an event is remembered, so that it is not evaluated again;
     *     zero to evaluate all
     * @param fields of the arriving events
     * @param context fields that alerts show of every event, whatever the rule asks for
     */
    public Evaluate(
            String source,
            Duration duplicateHorizon,
            Collection<Rule> rules,
            FieldSet fields,
            Collection<String> context,
            Redactor redactor) {
        this.source = source;
        this.duplicateHorizon = duplicateHorizon;
        this.rules = new ArrayList<>(rules);
        this.fields = fields;
        this.context = new ArrayList<>(context);
        this.redactor = redactor;
    }

    /** Hits for the CEP operator of one window. */
    public static OutputTag<Hit> cepHits(WindowClass window) {
        return CEP_HITS.get(window);
    }

    @Override
    public void open(OpenContext openContext) {
        evaluator = new RuleEvaluator(rules, fields, context, redactor);
        hasher = new ContentHasher(fields);
        recent =
                duplicateHorizon.isZero()
                        ? null
                        : new RecentHashes(duplicateHorizon, System::nanoTime);
        recentTerms = new RecentTerms();
        read = Tally.ofSource(getRuntimeContext(), source, Tally.READ);
        evaluated = Tally.ofSource(getRuntimeContext(), source, Tally.EVALUATED);
        duplicates = Tally.ofSource(getRuntimeContext(), source, Tally.DUPLICATE);
        deadLettered = Tally.ofSource(getRuntimeContext(), source, Tally.DEAD_LETTERED);
        skewed = Tally.of(getRuntimeContext(), Tally.SKEWED);
        keysCut = Tally.of(getRuntimeContext(), Tally.KEYS_CUT);
        excepted = new HashMap<>();
        for (Rule rule : rules) {
            for (Exemption one : rule.exemptions()) {
                excepted.computeIfAbsent(
                        one.name(), name -> Tally.ofException(getRuntimeContext(), name));
            }
        }
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<Detection> out) {
        read.add();
        if (!arrival.isEvent()) {
            deadLettered.add();
            context.output(DEAD_LETTERS, arrival.deadLetter());
            return;
        }
        if (recent != null && !recent.add(hasher.hash(arrival.event()))) {
            duplicates.add();
            return;
        }
        evaluated.add();
        if (arrival.skewed()) {
            skewed.add();
        }
        evaluator.evaluate(
                arrival.event(), new Outputs(context, out, keysCut, excepted, recentTerms));
    }

    private record Outputs(
            Context context,
            Collector<Detection> detections,
            Tally cut,
            Map<String, Tally> exceptions,
            RecentTerms recent)
            implements RuleEvaluator.Output {

        @Override
        public void detection(Detection detection) {
            detections.collect(detection);
        }

        @Override
        public void hit(Hit hit, WindowClass window) {
            context.output(window == null ? EXACT_HITS : cepHits(window), hit);
        }

        @Override
        public void keysCut() {
            cut.add();
        }

        @Override
        public void excepted(String name) {
            exceptions.get(name).add();
        }

        @Override
        public void sampleHit(Hit hit) {
            context.output(SAMPLE_HITS, hit);
        }

        @Override
        public void thresholdHit(ThresholdHit hit) {
            context.output(THRESHOLD_HITS, hit);
        }

        @Override
        public void sighting(Sighting sighting) {
            context.output(SIGHTINGS, sighting);
        }

        /** What may come late does not speak for others: late sightings are looked at less. */
        @Override
        public boolean isRepetition(TermHash term, long slot, long millis) {
            if (recent.hasSeen(term, slot, millis)) {
                return true;
            }
            if (millis > context.timerService().currentWatermark()) {
                recent.add(term, slot, millis);
            }
            return false;
        }
    }
}
