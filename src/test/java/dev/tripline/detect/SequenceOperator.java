// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One of the two operators that find sequences, alone, with its state and timers in view. */
final class SequenceOperator implements AutoCloseable {

    static final OutputTag<Hit> LATE = new OutputTag<>("late", TypeInformation.of(Hit.class));

    enum Kind {
        CEP,
        EXACT
    }

    private final Kind kind;
    private final SequenceShape shape;
    private final KeyedOneInputStreamOperatorTestHarness<String, Hit, Detection> harness;

    private SequenceOperator(Kind kind, SequenceShape shape, OperatorSubtaskState state)
            throws Exception {
        this.kind = kind;
        this.shape = shape;
        this.harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        transformation(kind, shape).getOperatorFactory(), Hit::key, Types.STRING);
        harness.setup(
                TypeInformation.of(Detection.class).createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    static SequenceOperator start(Kind kind, SequenceShape shape) throws Exception {
        return new SequenceOperator(kind, shape, null);
    }

    /** Another one that goes on from the state of this. */
    SequenceOperator restored() throws Exception {
        return restored(shape);
    }

    SequenceOperator restored(SequenceShape changed) throws Exception {
        return new SequenceOperator(kind, changed, harness.snapshot(1, 1));
    }

    @SuppressWarnings("unchecked")
    private static OneInputTransformation<Hit, Detection> transformation(
            Kind kind, SequenceShape shape) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        SingleOutputStreamOperator<Detection> operator =
                of(
                        kind,
                        env.fromData(TypeInformation.of(Hit.class), Hits.hit("A", 0))
                                .keyBy(Hit::key),
                        shape);
        return (OneInputTransformation<Hit, Detection>) operator.getTransformation();
    }

    static SingleOutputStreamOperator<Detection> of(
            Kind kind, KeyedStream<Hit, String> hits, SequenceShape shape) {
        Map<String, SequenceShape> shapes = Map.of(Hits.RULE, shape);
        return switch (kind) {
            case CEP -> CepSequences.detect(hits, WindowClass.ONE_MINUTE, shapes, LATE);
            case EXACT ->
                    hits.process(
                            new ExactSequences(shapes, LATE), TypeInformation.of(Detection.class));
        };
    }

    SequenceOperator receive(Hit... hits) throws Exception {
        return receive(List.of(hits));
    }

    SequenceOperator receive(Collection<Hit> hits) throws Exception {
        for (Hit hit : hits) {
            harness.processElement(new StreamRecord<>(hit, hit.evidence().time().millis()));
        }
        return this;
    }

    /** The watermark: everything up to {@code millis} after {@link Hits#START} has come. */
    SequenceOperator passes(long millis) throws Exception {
        harness.processWatermark(Hits.START + millis);
        return this;
    }

    List<String> found() {
        return harness.extractOutputValues().stream().map(StreamEvents::show).toList();
    }

    List<Hit> late() {
        var late = harness.getSideOutput(LATE);
        return late == null ? List.of() : late.stream().map(StreamRecord::getValue).toList();
    }

    int stateEntries() {
        return harness.numKeyedStateEntries();
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
