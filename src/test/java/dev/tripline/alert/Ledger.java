// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.detect.Detection;
import dev.tripline.detect.WithinBounds;
import dev.tripline.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The ledger of alerts with its state and timers in view. */
public final class Ledger implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long PLENTY = 1_000_000;

    private final List<Rule> rules;
    private final long most;

    /** The last revisions that went out before a restart. */
    private final Map<String, Integer> revisions = new HashMap<>();

    private final KeyedOneInputStreamOperatorTestHarness<String, Detection, Alert> harness;

    private Ledger(List<Rule> rules, long most, OperatorSubtaskState state) throws Exception {
        this.rules = rules;
        this.most = most;
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new WithinBounds<>(new AlertLedger(rules, most)),
                        new AlertKey(rules),
                        Types.STRING);
        harness.setup(TypeInformation.of(Alert.class).createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    public static Ledger of(Rule... rules) throws Exception {
        return within(PLENTY, rules);
    }

    /**
     * @param most that all alerts may weigh together
     */
    static Ledger within(long most, Rule... rules) throws Exception {
        return new Ledger(List.of(rules), most, null);
    }

    Ledger restored() throws Exception {
        Ledger restored = new Ledger(rules, most, harness.snapshot(1, 1));
        restored.revisions.putAll(revisions);
        alerts().forEach(alert -> restored.revisions.put(alert.id(), alert.revision()));
        return restored;
    }

    public Ledger certain(Detection... detections) throws Exception {
        for (Detection detection : detections) {
            harness.processElement(new StreamRecord<>(detection));
        }
        return this;
    }

    public Ledger provisional(Detection... detections) throws Exception {
        for (Detection detection : detections) {
            harness.processElement(new StreamRecord<>(detection.asProvisional()));
        }
        return this;
    }

    public Ledger passes(long millis) throws Exception {
        harness.processWatermark(millis);
        return this;
    }

    /** Time on the wall, for what is remembered for so long. */
    Ledger daysPass(int days) throws Exception {
        revisions.clear();
        harness.setStateTtlProcessingTime(days * 86_400_000L);
        return this;
    }

    /** All revisions in their order, which strictly increase for each alert. */
    public List<Alert> alerts() {
        List<Alert> alerts = harness.extractOutputValues();
        Map<String, Integer> last = new HashMap<>(revisions);
        for (Alert alert : alerts) {
            Integer before = last.put(alert.id(), alert.revision());
            assertThat(alert.revision()).isEqualTo(before == null ? 1 : before + 1);
        }
        return alerts;
    }

    /** The last revision of each alert, by id. */
    public Map<String, Alert> last() {
        Map<String, Alert> last = new LinkedHashMap<>();
        alerts().forEach(alert -> last.put(alert.id(), alert));
        return last;
    }

    /** What the revisions say, with their places. */
    List<String> found(String... pointers) throws Exception {
        List<String> found = new ArrayList<>();
        for (Alert alert : alerts()) {
            JsonNode document = JSON.readTree(alert.document());
            StringBuilder line = new StringBuilder(alert.revision() + " " + alert.state().word());
            for (String pointer : pointers) {
                line.append(' ').append(document.at(pointer).toString().replace("\"", ""));
            }
            found.add(line.toString());
        }
        return found;
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
