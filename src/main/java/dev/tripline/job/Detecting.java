// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.detect.CepSequences;
import dev.tripline.detect.Detection;
import dev.tripline.detect.Evaluate;
import dev.tripline.detect.ExactSequences;
import dev.tripline.detect.Hit;
import dev.tripline.detect.PipedResults;
import dev.tripline.detect.SampleShape;
import dev.tripline.detect.Samples;
import dev.tripline.detect.SequenceShape;
import dev.tripline.detect.WindowClass;
import dev.tripline.eql.Pipe;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.event.DeadLetter;
import dev.tripline.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * From evaluated sources to detections. The shape is the same whatever rules there are, so that
 * adding a rule never touches the state of another.
 *
 * @param detections of single events as they come, of sequences and samples as the watermark passes
 *     them, of rules with pipes at the end of the input
 * @param deadLetters what could not be evaluated
 * @param lateHits what came too late for its sequence or sample
 */
public record Detecting(
        DataStream<Detection> detections,
        DataStream<DeadLetter> deadLetters,
        DataStream<Hit> lateHits) {

    private static final OutputTag<Hit> LATE_HITS =
            new OutputTag<>("late-hits", TypeInformation.of(Hit.class));

    /**
     * @param sources each a stream that {@link Evaluate} has seen; at least one
     * @param retention how long a sequence without a span waits; {@code null} for ever
     * @param horizon how far apart the events of a sample may be; {@code null} for any
     */
    public static Detecting on(
            List<SingleOutputStreamOperator<Detection>> sources,
            Collection<Rule> rules,
            Duration retention,
            Duration horizon) {
        Map<String, SequenceShape> shapes = shapes(rules, retention);
        List<SingleOutputStreamOperator<Detection>> correlated = new ArrayList<>();
        for (WindowClass window : WindowClass.values()) {
            correlated.add(
                    CepSequences.detect(
                                    hits(sources, Evaluate.cepHits(window)),
                                    window,
                                    shapes,
                                    LATE_HITS)
                            .name("sequences up to " + window)
                            .uid(Uids.sequences(window)));
        }
        correlated.add(
                hits(sources, Evaluate.EXACT_HITS)
                        .process(
                                new ExactSequences(shapes, LATE_HITS),
                                TypeInformation.of(Detection.class))
                        .name("sequences beyond CEP")
                        .uid(Uids.EXACT_SEQUENCES));
        correlated.add(
                hits(sources, Evaluate.SAMPLE_HITS)
                        .process(
                                new Samples(samples(rules, horizon), LATE_HITS),
                                TypeInformation.of(Detection.class))
                        .name("samples")
                        .uid(Uids.SAMPLES));
        List<DataStream<Detection>> all = new ArrayList<>(sources);
        all.addAll(correlated);
        return new Detecting(
                piped(union(all), rules),
                union(sideOutputs(sources, Evaluate.DEAD_LETTERS)),
                union(sideOutputs(correlated, LATE_HITS)));
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

    private static Map<String, SampleShape> samples(Collection<Rule> rules, Duration horizon) {
        Map<String, SampleShape> shapes = new HashMap<>();
        for (Rule rule : rules) {
            if (rule.query() instanceof SampleQuery query) {
                shapes.put(rule.key(), new SampleShape(query.terms().size(), horizon));
            }
        }
        return shapes;
    }

    private static KeyedStream<Hit, String> hits(
            List<SingleOutputStreamOperator<Detection>> sources, OutputTag<Hit> tag) {
        return union(sideOutputs(sources, tag)).keyBy(Hit::key);
    }

    private static <T> List<DataStream<T>> sideOutputs(
            List<SingleOutputStreamOperator<Detection>> operators, OutputTag<T> tag) {
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
