// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.detect.CepSequences;
import dev.tripline.detect.Detection;
import dev.tripline.detect.EagerSequences;
import dev.tripline.detect.Evaluate;
import dev.tripline.detect.ExactSequences;
import dev.tripline.detect.Hit;
import dev.tripline.detect.LateHit;
import dev.tripline.detect.LateSequences;
import dev.tripline.detect.OnceInOrder;
import dev.tripline.detect.PipedResults;
import dev.tripline.detect.SampleShape;
import dev.tripline.detect.Samples;
import dev.tripline.detect.SequenceShape;
import dev.tripline.detect.Sighting;
import dev.tripline.detect.Sightings;
import dev.tripline.detect.ThresholdHit;
import dev.tripline.detect.Thresholds;
import dev.tripline.detect.WindowClass;
import dev.tripline.detect.WithinBounds;
import dev.tripline.eql.Pipe;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.event.DeadLetter;
import dev.tripline.rule.Grouping;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * From evaluated sources to detections. The shape is the same whatever rules there are, so that
 * adding a rule never touches the state of another.
 *
 * @param detections of single events and thresholds as they come, of sequences, samples and new
 *     terms as the watermark passes them, of rules with pipes at the end of the input; and before
 *     all that, provisional ones of sequences and new terms that are not to wait
 * @param deadLetters what could not be evaluated
 * @param lateHits what came too late to count
 */
public record Detecting(
        DataStream<Detection> detections,
        DataStream<DeadLetter> deadLetters,
        DataStream<LateHit> lateHits) {

    /**
     * @param sources each a stream that {@link Evaluate} has seen; at least one
     * @param eager whether sequences and new terms may alert before the watermark passes them
     */
    static Detecting on(
            List<SingleOutputStreamOperator<Detection>> sources,
            Collection<Rule> rules,
            Horizons horizons,
            boolean eager) {
        Map<String, SequenceShape> shapes = shapes(rules, horizons.sequence());
        List<DataStream<Detection>> detections = new ArrayList<>(sources);
        Map<String, SequenceShape> eagerShapes = eagerShapes(rules, shapes);
        List<DataStream<Detection>> early = new ArrayList<>();
        List<SingleOutputStreamOperator<Hit>> counted = new ArrayList<>();
        for (WindowClass window : WindowClass.values()) {
            String uid = Uids.sequences(window);
            SingleOutputStreamOperator<Hit> hits =
                    onceInOrder(hits(sources, Evaluate.cepHits(window)), horizons, uid);
            counted.add(hits);
            detections.add(
                    CepSequences.detect(keyed(hits), window, shapes)
                            .name("sequences up to " + window)
                            .uid(uid));
            late(hits, shapes, horizons, uid).ifPresent(detections::add);
            if (eager) {
                early.add(eager(hits, eagerShapes, uid));
            }
        }
        SingleOutputStreamOperator<Hit> exact =
                onceInOrder(hits(sources, Evaluate.EXACT_HITS), horizons, Uids.EXACT_SEQUENCES);
        counted.add(exact);
        detections.add(
                keyed(exact)
                        .process(new ExactSequences(shapes), TypeInformation.of(Detection.class))
                        .name("sequences beyond CEP")
                        .uid(Uids.EXACT_SEQUENCES));
        late(exact, shapes, horizons, Uids.EXACT_SEQUENCES).ifPresent(detections::add);
        if (eager) {
            early.add(eager(exact, eagerShapes, Uids.EXACT_SEQUENCES));
        }
        SingleOutputStreamOperator<Hit> sampled =
                onceInOrder(hits(sources, Evaluate.SAMPLE_HITS), horizons, Uids.SAMPLES);
        counted.add(sampled);
        detections.add(
                keyed(sampled)
                        .process(
                                new Samples(samples(rules, horizons.sample())),
                                TypeInformation.of(Detection.class))
                        .name("samples")
                        .uid(Uids.SAMPLES));
        SingleOutputStreamOperator<Detection> thresholds =
                union(sideOutputs(sources, Evaluate.THRESHOLD_HITS))
                        .keyBy(ThresholdHit::key)
                        .transform(
                                "thresholds",
                                TypeInformation.of(Detection.class),
                                new WithinBounds<>(
                                        new Thresholds(groupings(rules, Threshold.class))))
                        .uid(Uids.THRESHOLDS);
        SingleOutputStreamOperator<Detection> newTerms =
                union(sideOutputs(sources, Evaluate.SIGHTINGS))
                        .keyBy(Sighting::key)
                        .transform(
                                "new terms",
                                TypeInformation.of(Detection.class),
                                new WithinBounds<>(
                                        new Sightings(
                                                groupings(rules, NewTerms.class),
                                                eager ? eagerKeys(rules) : Set.of())))
                        .uid(Uids.SIGHTINGS);
        detections.add(thresholds);
        detections.add(newTerms);
        List<SingleOutputStreamOperator<?>> watchful = new ArrayList<>(counted);
        watchful.add(thresholds);
        watchful.add(newTerms);
        early.add(piped(union(detections), rules));
        return new Detecting(
                union(early),
                union(sideOutputs(sources, Evaluate.DEAD_LETTERS)),
                union(sideOutputs(watchful, OnceInOrder.LATE)));
    }

    private static SingleOutputStreamOperator<Hit> onceInOrder(
            KeyedStream<Hit, String> hits, Horizons horizons, String uid) {
        return hits.process(new OnceInOrder(horizons.duplicate()), TypeInformation.of(Hit.class))
                .name("hits of " + uid)
                .uid(Uids.hits(uid));
    }

    private static Optional<DataStream<Detection>> late(
            DataStream<Hit> counted,
            Map<String, SequenceShape> shapes,
            Horizons horizons,
            String uid) {
        return Optional.ofNullable(horizons.late())
                .map(
                        horizon ->
                                keyed(counted)
                                        .process(
                                                new LateSequences(shapes, horizon),
                                                TypeInformation.of(Detection.class))
                                        .name("late " + uid)
                                        .uid(Uids.late(uid)));
    }

    private static DataStream<Detection> eager(
            SingleOutputStreamOperator<Hit> counted,
            Map<String, SequenceShape> shapes,
            String uid) {
        return keyed(counted.getSideOutput(OnceInOrder.ARRIVING))
                .process(new EagerSequences(shapes), TypeInformation.of(Detection.class))
                .name("eager " + uid)
                .uid(Uids.eager(uid));
    }

    /** Hits stay where they are: what one operator puts out has the keys that it took in. */
    private static KeyedStream<Hit, String> keyed(DataStream<Hit> counted) {
        return DataStreamUtils.reinterpretAsKeyedStream(counted, Hit::key, Types.STRING);
    }

    /**
     * Rules with pipes change the shape after all. They need input that ends, and such a job has no
     * state to be found again.
     */
    private static DataStream<Detection> piped(
            DataStream<Detection> detections, Collection<Rule> rules) {
        Map<String, List<Pipe>> pipes = new HashMap<>();
        for (Rule rule : rules) {
            if (!rule.query().pipes().isEmpty()) {
                pipes.put(rule.key(), rule.query().pipes());
            }
        }
        return pipes.isEmpty()
                ? detections
                : detections
                        .keyBy(Detection::ruleKey)
                        .process(new PipedResults(pipes), TypeInformation.of(Detection.class))
                        .name("pipes")
                        .uid(Uids.PIPES);
    }

    private static Map<String, SequenceShape> shapes(Collection<Rule> rules, Duration retention) {
        Map<String, SequenceShape> shapes = new HashMap<>();
        for (Rule rule : rules) {
            if (rule.query() instanceof SequenceQuery query) {
                shapes.put(rule.key(), SequenceShape.of(query).orWithin(retention));
            }
        }
        return shapes;
    }

    private static Map<String, SequenceShape> eagerShapes(
            Collection<Rule> rules, Map<String, SequenceShape> shapes) {
        Map<String, SequenceShape> eager = new HashMap<>();
        for (Rule rule : rules) {
            if (rule.eager() && shapes.containsKey(rule.key())) {
                eager.put(rule.key(), shapes.get(rule.key()));
            }
        }
        return eager;
    }

    private static Set<String> eagerKeys(Collection<Rule> rules) {
        return rules.stream().filter(Rule::eager).map(Rule::key).collect(Collectors.toSet());
    }

    private static Map<String, SampleShape> samples(Collection<Rule> rules, Duration horizon) {
        Map<String, SampleShape> shapes = new HashMap<>();
        for (Rule rule : rules) {
            if (rule.query() instanceof SampleQuery query) {
                shapes.put(rule.key(), new SampleShape(query.terms().size(), horizon));
            }
        }
        return shapes;
    }

    /** Those of one kind, by rule key. */
    private static <T extends Grouping> Map<String, T> groupings(
            Collection<Rule> rules, Class<T> kind) {
        Map<String, T> groupings = new HashMap<>();
        for (Rule rule : rules) {
            if (kind.isInstance(rule.grouping())) {
                groupings.put(rule.key(), kind.cast(rule.grouping()));
            }
        }
        return groupings;
    }

    private static KeyedStream<Hit, String> hits(
            List<SingleOutputStreamOperator<Detection>> sources, OutputTag<Hit> tag) {
        return union(sideOutputs(sources, tag)).keyBy(Hit::key);
    }

    private static <T> List<DataStream<T>> sideOutputs(
            List<? extends SingleOutputStreamOperator<?>> operators, OutputTag<T> tag) {
        List<DataStream<T>> outputs = new ArrayList<>();
        operators.forEach(operator -> outputs.add(operator.getSideOutput(tag)));
        return outputs;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> DataStream<T> union(List<DataStream<T>> streams) {
        DataStream<T>[] others = streams.subList(1, streams.size()).toArray(new DataStream[0]);
        return streams.get(0).union(others);
    }
}
