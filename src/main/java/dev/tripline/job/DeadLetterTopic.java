// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.job.JobConfig.KafkaTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic that dead letters were written to. */
public final class DeadLetterTopic {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private DeadLetterTopic() {}

    /** Takes one record. */
    @FunctionalInterface
    public interface Receiver {
        void record(byte[] value, String place) throws IOException, ConfigException;
    }

    /**
     * Reads what is there now: what comes later is not waited for, so that who writes to the same
     * topic meanwhile comes to an end.
     *
     * @throws ConfigException if the broker does not answer or has no such topic
     */
    public static void read(KafkaTopic topic, Receiver receiver)
            throws IOException, ConfigException {
        KafkaPreflight.check(topic);
        Properties properties = new Properties();
        properties.putAll(KafkaSecrets.resolvable(topic.properties()));
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topic.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.topic(), PATIENCE).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            read(consumer, consumer.endOffsets(partitions, PATIENCE), receiver);
        } catch (KafkaException e) {
            throw new ConfigException(
                    "cannot read the topic " + topic.topic() + ": " + e.getMessage());
        }
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Receiver receiver)
            throws IOException, ConfigException {
        long heard = System.nanoTime();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                throw new ConfigException(
                        "the Kafka broker has sent nothing for "
                                + PATIENCE.toSeconds()
                                + " s, and there is more to read; try again when it answers");
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.get(partition) && record.value() != null) {
                    receiver.record(
                            record.value(),
                            record.topic() + "/" + record.partition() + "/" + record.offset());
                }
            }
        }
    }
}
