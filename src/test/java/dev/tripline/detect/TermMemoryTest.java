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
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * What a learned term costs, in the real operator. {@code scripts/term-memory} runs this with a
 * million of them.
 */
class TermMemoryTest {

    private static final int TERMS = Integer.getInteger("tripline.terms", 20_000);

    /** All at once would wait in state with their evidence. */
    private static final int AT_ONCE = 5_000;

    private static final NewTerms RULE =
            new NewTerms(
                    List.of(new JoinKey("group", false), new JoinKey("term", false)),
                    Duration.ofDays(30),
                    List.of(new JoinKey("group", false)),
                    null,
                    Duration.ofDays(7),
                    null,
                    2_000_000);

    /**
     * Of one term, in bytes.
     *
     * @param heap what it adds to the memory of the process
     * @param snapshot what it adds to a checkpoint
     */
    private record Cost(long heap, long snapshot) {}

    @Test
    void aTermOfALargeGroupCostsAboutAHundredBytes() throws Exception {
        Cost cost = cost("one group", new HashMapStateBackend(), TERMS);

        assertThat(cost.heap).isLessThan(160);
        assertThat(cost.snapshot).isLessThan(40);
    }

    @Test
    void smallGroupsCostMore() throws Exception {
        Cost cost = cost("groups of 10", new HashMapStateBackend(), 10);

        assertThat(cost.heap).isLessThan(320);
        assertThat(cost.snapshot).isLessThan(80);
    }

    @Test
    void inRocksDbOnlyWhatIsReadIsInMemory() throws Exception {
        Cost cost = cost("groups of 10 in RocksDB", new EmbeddedRocksDBStateBackend(), 10);

        assertThat(cost.snapshot).isLessThan(200);
    }

    private static Cost cost(String name, StateBackend backend, int groupSize) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, Sighting, Detection> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new WithinBounds<>(new Sightings(Map.of(Hits.RULE, RULE), Set.of())),
                        Sighting::key,
                        Types.STRING)) {
            harness.setStateBackend(backend);
            harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
            harness.setup(
                    TypeInformation.of(Detection.class)
                            .createSerializer(new SerializerConfigImpl()));
            harness.open();
            see(harness, 0, 1, groupSize);
            long before = used();
            for (int i = 1; i < TERMS; i += AT_ONCE) {
                see(harness, i, Math.min(i + AT_ONCE, TERMS), groupSize);
            }
            long heap = (used() - before) / TERMS;
            long snapshot =
                    harness.snapshot(1, 1).getManagedKeyedState().stream()
                                    .mapToLong(StateObject::getStateSize)
                                    .sum()
                            / TERMS;
            System.out.printf(
                    "%-24s %,10d terms: %4d bytes of heap, %4d in a checkpoint for each%n",
                    name, TERMS, heap, snapshot);
            return new Cost(heap, snapshot);
        }
    }

    private static void see(
            KeyedOneInputStreamOperatorTestHarness<String, Sighting, Detection> harness,
            int from,
            int until,
            int groupSize)
            throws Exception {
        for (int i = from; i < until; i++) {
            String group =
                    "[\"prod\",\"system:serviceaccount:team:account-" + i / groupSize + "\"]";
            Hit hit = Hits.hit("A", group, i, "event-" + i);
            harness.processElement(
                    new StreamRecord<>(new Sighting(hit, group, TermHash.of("term " + i))));
        }
        harness.processWatermark(Hits.START + until);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
