// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedKafkaBroker.class)
class KafkaBrokerIT {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final KafkaBroker broker;

    KafkaBrokerIT(KafkaBroker broker) {
        this.broker = broker;
    }

    @Test
    void readsWhatWasProducedInOrderWithinEachPartition() {
        broker.createTopic("round-trip", 2);
        broker.produce("round-trip", 0, List.of("a", "b"));
        broker.produceBytes("round-trip", 1, List.of(new byte[] {0, (byte) 0xff}));

        List<ConsumerRecord<byte[], byte[]>> records = broker.readAll("round-trip", 3, TEN_SECONDS);

        assertThat(valuesOf(records, 0)).containsExactly("a".getBytes(UTF_8), "b".getBytes(UTF_8));
        assertThat(valuesOf(records, 1)).containsExactly(new byte[] {0, (byte) 0xff});
    }

    @Test
    void leavesTheChoiceOfPartitionsToTheClient() {
        broker.createTopic("any-partition", 3);
        broker.produce("any-partition", List.of("a"));

        assertThat(broker.readAll("any-partition", 1, TEN_SECONDS)).hasSize(1);
    }

    @Test
    void tellsWhatWasThereWhenRecordsAreMissing() {
        broker.createTopic("too-few", 1);
        broker.produce("too-few", List.of("only this"));

        assertThatThrownBy(() -> broker.readAll("too-few", 2, ONE_SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected 2 records in topic too-few, found 1")
                .hasMessageContaining("0@0 only this")
                .hasMessageContaining("Kafka broker (running)");
    }

    @Test
    void tellsWhatWasThereWhenThereIsOneTooMany() {
        broker.createTopic("too-many", 1);
        broker.produce("too-many", List.of("first", "again"));

        assertThatThrownBy(() -> broker.readAll("too-many", 1, TEN_SECONDS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected 1 records in topic too-many, found 2")
                .hasMessageContaining("0@1 again");
    }

    @Test
    void hidesRecordsOfAnAbortedTransaction() throws Exception {
        broker.createTopic("aborted", 1);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "transactional.id",
                                "aborts"),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("aborted", "never mind")).get();
            producer.abortTransaction();
        }

        assertThat(broker.readAll("aborted", 0, TEN_SECONDS)).isEmpty();
    }

    @Test
    void refusesTopicsThatNobodyCreated() {
        assertThatThrownBy(() -> broker.readAll("misspelt", 0, TEN_SECONDS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no topic misspelt");
    }

    @Test
    void keepsRecordsOverAKillAndARestart(@TempDir Path directory) throws Exception {
        try (KafkaBroker mortal = KafkaBroker.start(directory)) {
            mortal.createTopic("survivors", 1);
            mortal.produce("survivors", List.of("before"));

            mortal.kill();
            mortal.restart();
            mortal.produce("survivors", List.of("after"));

            assertThat(valuesOf(mortal.readAll("survivors", 2, TEN_SECONDS), 0))
                    .containsExactly("before".getBytes(UTF_8), "after".getBytes(UTF_8));
        }
    }

    private static List<byte[]> valuesOf(
            List<ConsumerRecord<byte[], byte[]>> records, int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .map(ConsumerRecord::value)
                .toList();
    }
}
