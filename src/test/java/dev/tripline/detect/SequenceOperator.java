// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * One of the operators that find sequences, behind the one that counts hits, with their state and
 * timers in view.
 */
final class SequenceOperator implements AutoCloseable {

    enum Kind {
        CEP,
        EXACT,
        SAMPLES,
        LATE,
        EAGER
    }

    /** How long events are known, and late ones count. */
    static final Duration MEMORY = Duration.ofSeconds(20);

    static final SampleShape SAMPLE = new SampleShape(2, Duration.ofMinutes(1));

    private final Kind kind;
    private final SequenceShape shape;
    private final Duration memory;
    private final KeyedOneInputStreamOperatorTestHarness<String, Hit, Hit> counting;
    private final KeyedOneInputStreamOperatorTestHarness<String, Hit, Detection> finding;

    private SequenceOperator(
            Kind kind,
            SequenceShape shape,
            Duration memory,
            OperatorSubtaskState counted,
            OperatorSubtaskState found)
            throws Exception {
        this.kind = kind;
        this.shape = shape;
        this.memory = memory;
        DataStream<Hit> arriving =
                StreamExecutionEnvironment.getExecutionEnvironment()
                        .fromData(TypeInformation.of(Hit.class), Hits.hit("A", 0));
        SingleOutputStreamOperator<Hit> hits = once(arriving.keyBy(Hit::key), memory);
        counting = harness(hits, Hit.class, counted);
        finding = harness(of(kind, hits, shape, memory), Detection.class, found);
    }

    private static <T> KeyedOneInputStreamOperatorTestHarness<String, Hit, T> harness(
            SingleOutputStreamOperator<T> operator, Class<T> type, OperatorSubtaskState state)
            throws Exception {
        @SuppressWarnings("unchecked")
        StreamOperatorFactory<T> factory =
                ((OneInputTransformation<Hit, T>) operator.getTransformation())
                        .getOperatorFactory();
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, Hit, T>(
                        factory, Hit::key, Types.STRING);
        harness.setup(TypeInformation.of(type).createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    static SequenceOperator start(Kind kind, SequenceShape shape) throws Exception {
        return start(kind, shape, MEMORY);
    }

    static SequenceOperator start(Kind kind, SequenceShape shape, Duration memory)
            throws Exception {
        return new SequenceOperator(kind, shape, memory, null, null);
    }

    static SequenceOperator ofSamples() throws Exception {
        return start(Kind.SAMPLES, new SequenceShape(List.of(0), SequenceShape.NO_UNTIL, null));
    }

    /** Another one that goes on from the state of this. */
    SequenceOperator restored() throws Exception {
        return restored(shape);
    }

    SequenceOperator restored(SequenceShape changed) throws Exception {
        return new SequenceOperator(
                kind, changed, memory, counting.snapshot(1, 1), finding.snapshot(1, 1));
    }

    static SingleOutputStreamOperator<Hit> once(
            KeyedStream<Hit, String> arriving, Duration memory) {
        return arriving.process(new OnceInOrder(memory), TypeInformation.of(Hit.class));
    }

    static SingleOutputStreamOperator<Detection> of(
            Kind kind, DataStream<Hit> counted, SequenceShape shape, Duration memory) {
        KeyedStream<Hit, String> hits =
                DataStreamUtils.reinterpretAsKeyedStream(counted, Hit::key, Types.STRING);
        Map<String, SequenceShape> shapes = Map.of(Hits.RULE, shape);
        TypeInformation<Detection> type = TypeInformation.of(Detection.class);
        return switch (kind) {
            case CEP -> CepSequences.detect(hits, WindowClass.ONE_MINUTE, shapes);
            case EXACT -> hits.process(new ExactSequences(shapes), type);
            case SAMPLES -> hits.process(new Samples(Map.of(Hits.RULE, SAMPLE)), type);
            case LATE -> hits.process(new LateSequences(shapes, memory), type);
            case EAGER -> hits.process(new EagerSequences(shapes), type);
        };
    }

    SequenceOperator receive(Hit... hits) throws Exception {
        return receive(List.of(hits));
    }

    SequenceOperator receive(Collection<Hit> hits) throws Exception {
        for (Hit hit : hits) {
            counting.processElement(new StreamRecord<>(hit, hit.evidence().time().millis()));
            handOn();
        }
        return this;
    }

    /** The watermark: everything up to {@code millis} after {@link Hits#START} has come. */
    SequenceOperator passes(long millis) throws Exception {
        counting.processWatermark(Hits.START + millis);
        handOn();
        finding.processWatermark(Hits.START + millis);
        return this;
    }

    /** Hits first, as they leave the operator before the watermark that let them go. */
    @SuppressWarnings("unchecked")
    private void handOn() throws Exception {
        Queue<?> output =
                kind == Kind.EAGER
                        ? counting.getSideOutput(OnceInOrder.ARRIVING)
                        : counting.getOutput();
        if (output == null) {
            return;
        }
        while (!output.isEmpty()) {
            if (output.poll() instanceof StreamRecord<?> hit) {
                finding.processElement((StreamRecord<Hit>) hit);
            }
        }
    }

    List<String> found() {
        return detections().stream().map(StreamEvents::show).toList();
    }

    List<Detection> detections() {
        return finding.extractOutputValues();
    }

    List<LateHit> late() {
        var late = counting.getSideOutput(OnceInOrder.LATE);
        return late == null ? List.of() : late.stream().map(StreamRecord::getValue).toList();
    }

    int stateEntries() {
        return counting.numKeyedStateEntries() + finding.numKeyedStateEntries();
    }

    /** Without the events that are only known to have counted. */
    int sequenceEntries() {
        return finding.numKeyedStateEntries();
    }

    int timers() {
        return counting.numEventTimeTimers() + finding.numEventTimeTimers();
    }

    @Override
    public void close() throws Exception {
        counting.close();
        finding.close();
    }
}
