// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.JoinKey;
import dev.tripline.rule.NewTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgottenTermsTest {

    private static final int MOST = 20;

    private final JoinKey group = new JoinKey("group", false);
    private final JoinKey term = new JoinKey("term", false);

    private final NewTerms rule =
            new NewTerms(
                    List.of(group, term),
                    Duration.ofDays(30),
                    List.of(group),
                    null,
                    Duration.ZERO,
                    null,
                    MOST);

    private KeyedOneInputStreamOperatorTestHarness<String, Sighting, Detection> harness;

    @BeforeEach
    void start() throws Exception {
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new WithinBounds<>(new Sightings(Map.of(Hits.RULE, rule), Set.of())),
                        Sighting::key,
                        Types.STRING);
        harness.setup(
                TypeInformation.of(Detection.class).createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @Test
    void aTermIsNewOnce() throws Exception {
        see("g", "a", 1);
        see("g", "b", 2);
        see("g", "a", 3);
        harness.processWatermark(Hits.START + 10);

        assertThat(harness.extractOutputValues())
                .map(Detection::joinKey)
                .containsExactly("[\"g\",\"a\"]", "[\"g\",\"b\"]");
    }

    @Test
    void ofTooManyTermsOfAGroupTheOldestAreForgottenAndCounted() throws Exception {
        for (int i = 0; i < 200; i++) {
            see("g", "term-" + i, i);
        }
        harness.processWatermark(Hits.START + 1_000);

        assertThat(forgotten()).isGreaterThanOrEqualTo(180);
        assertThat(harness.numKeyedStateEntries()).isLessThan(5);
    }

    @Test
    void ofTooManyGroupsThoseSeenLeastLatelyAreForgottenAndCounted() throws Exception {
        for (int i = 0; i < 200; i++) {
            see("alive", "term", 2 * i);
            see("flood-" + i, "term", 2 * i + 1);
            harness.processWatermark(Hits.START + 2 * i + 1);
        }
        assertThat(forgotten()).isEqualTo(181);
        assertThat(harness.numEventTimeTimers()).isLessThanOrEqualTo(MOST + 1);
        assertThat(harness.extractOutputValues())
                .filteredOn(found -> found.joinKey().equals("[\"alive\",\"term\"]"))
                .hasSize(1);
    }

    private void see(String of, String what, long millis) throws Exception {
        String key = "[\"" + of + "\",\"" + what + "\"]";
        Hit hit = Hits.hit("A", key, millis, of + what + millis);
        TermHash hash = TermHash.of(key);
        harness.processElement(new StreamRecord<>(new Sighting(hit, "[\"" + of + "\"]", hash)));
    }

    private long forgotten() {
        return (long)
                harness.getEnvironment()
                        .getAccumulatorRegistry()
                        .getUserMap()
                        .get("terms-forgotten:rule")
                        .getLocalValue();
    }
}
