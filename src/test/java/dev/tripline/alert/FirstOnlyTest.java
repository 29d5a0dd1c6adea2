// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class FirstOnlyTest {

    @Test
    void ofEqualAlertsTheFirstPasses() throws Exception {
        try (var filter = filter()) {
            filter.open();

            for (String id : List.of("a", "b", "a", "b", "c")) {
                filter.processElement(alert(id));
            }

            assertThat(filter.extractOutputValues()).map(Alert::id).containsExactly("a", "b", "c");
        }
    }

    @Test
    void remembersAcrossARestart() throws Exception {
        OperatorSubtaskState state;
        try (var before = filter()) {
            before.open();
            before.processElement(alert("a"));
            state = before.snapshot(1, 1);
        }
        try (var after = filter()) {
            after.initializeState(state);
            after.open();

            after.processElement(alert("a"));
            after.processElement(alert("b"));

            assertThat(after.extractOutputValues()).map(Alert::id).containsExactly("b");
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> filter()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new StreamFilter<>(new FirstOnly()), Alert::id, Types.STRING);
    }

    private static StreamRecord<Alert> alert(String id) {
        return new StreamRecord<>(new Alert(id, 1, "rule", "low", "", "", "{}"));
    }
}
