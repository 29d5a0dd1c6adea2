// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.Threshold;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The operator that counts, with its state and timers in view. */
final class ThresholdOperator implements AutoCloseable {

    private static final long PLENTY = 1_000_000;

    private final Threshold threshold;
    private final long mostEvents;
    private final KeyedOneInputStreamOperatorTestHarness<String, ThresholdHit, Detection> harness;

    private ThresholdOperator(Threshold threshold, long mostEvents, OperatorSubtaskState state)
            throws Exception {
        this.threshold = threshold;
        this.mostEvents = mostEvents;
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new WithinBounds<>(
                                new Thresholds(Map.of(Hits.RULE, threshold), mostEvents)),
                        ThresholdHit::key,
                        Types.STRING);
        harness.setup(
                TypeInformation.of(Detection.class).createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    static ThresholdOperator start(Threshold threshold) throws Exception {
        return start(threshold, PLENTY);
    }

    /**
     * @param mostEvents of all groups together
     */
    static ThresholdOperator start(Threshold threshold, long mostEvents) throws Exception {
        return new ThresholdOperator(threshold, mostEvents, null);
    }

    /** Another one that goes on from the state of this. */
    ThresholdOperator restored() throws Exception {
        return new ThresholdOperator(threshold, mostEvents, harness.snapshot(1, 1));
    }

    ThresholdOperator receive(ThresholdHit... hits) throws Exception {
        return receive(List.of(hits));
    }

    ThresholdOperator receive(Collection<ThresholdHit> hits) throws Exception {
        for (ThresholdHit hit : hits) {
            harness.processElement(new StreamRecord<>(hit, hit.hit().evidence().time().millis()));
        }
        return this;
    }

    /** The watermark, {@code millis} after {@link Hits#START}. */
    ThresholdOperator passes(long millis) throws Exception {
        harness.processWatermark(Hits.START + millis);
        return this;
    }

    ThresholdOperator ends() throws Exception {
        harness.processWatermark(Long.MAX_VALUE);
        return this;
    }

    List<Detection> told() {
        return harness.extractOutputValues();
    }

    /** What was told last, by group and occasion. */
    static Map<String, Detection> last(List<Detection> told) {
        Map<String, Detection> last = new LinkedHashMap<>();
        told.forEach(found -> last.put(found.joinKey() + " " + found.occasion(), found));
        return last;
    }

    List<LateHit> late() {
        var late = harness.getSideOutput(OnceInOrder.LATE);
        return late == null ? List.of() : late.stream().map(StreamRecord::getValue).toList();
    }

    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        harness.getEnvironment()
                .getAccumulatorRegistry()
                .getUserMap()
                .forEach((name, count) -> counts.put(name, count.getLocalValue()));
        return counts;
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
