// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, without a group and without uncommitted records. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int SHOWN_RECORDS = 20;
    private static final int SHOWN_CHARACTERS = 200;

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    TopicReader(String bootstrapServers, String topic) {
        this.topic = topic;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", bootstrapServers,
                                "isolation.level", "read_committed",
                                "allow.auto.create.topics", "false",
                                "enable.auto.commit", "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    List<ConsumerRecord<byte[], byte[]>> readExactly(int expectedCount, Duration timeout) {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long start = System.nanoTime();
        do {
            consumer.poll(POLL).forEach(records::add);
            if (records.size() > expectedCount) {
                break;
            }
            if (records.size() == expectedCount && isAtTheEnd(partitions)) {
                return List.copyOf(records);
            }
        } while (System.nanoTime() - start < timeout.toNanos());
        throw new AssertionError(
                "Expected %d records in topic %s, found %d within %d ms:%s"
                        .formatted(
                                expectedCount,
                                topic,
                                records.size(),
                                timeout.toMillis(),
                                listing()));
    }

    /** What is there now, be it little or much. */
    List<ConsumerRecord<byte[], byte[]>> readPresent() {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(POLL).forEach(records::add);
        }
        return List.copyOf(records);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new AssertionError("There is no topic " + topic);
        }
        return partitions;
    }

    /** As many as expected is not enough: a duplicate may lie right behind the last one. */
    private boolean isAtTheEnd(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.get(partition));
    }

    private String listing() {
        StringBuilder listing = new StringBuilder();
        for (ConsumerRecord<byte[], byte[]> record :
                records.subList(0, Math.min(SHOWN_RECORDS, records.size()))) {
            String value =
                    record.value() == null
                            ? "(no value)"
                            : new String(record.value(), StandardCharsets.UTF_8);
            listing.append(
                    "%n  %d@%d %s"
                            .formatted(
                                    record.partition(),
                                    record.offset(),
                                    value.substring(
                                            0, Math.min(SHOWN_CHARACTERS, value.length()))));
        }
        if (records.size() > SHOWN_RECORDS) {
            listing.append("%n  … and %d more".formatted(records.size() - SHOWN_RECORDS));
        }
        return listing.toString();
    }
}
