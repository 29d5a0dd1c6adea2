// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import dev.tripline.alert.Alert;
import dev.tripline.alert.AlertFormat;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.intake.DeadLetterJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka topics as sinks, at least once unless told otherwise: nothing is acknowledged by a
 * checkpoint before the broker has it. Record times are left to the producer, because a broker
 * would soon delete an alert that carries the time of an old event.
 */
public final class KafkaLines {

    /** What brokers allow unless told otherwise; Flink's own hour is more. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    private KafkaLines() {}

    /**
     * Alerts under their id, so that revisions of one stay in order and repetitions can be told.
     * Headers say of the document what routing needs.
     *
     * @param format of their documents
     * @param properties of the producer, over the defaults
     * @param transactionalIdPrefix if they are to be written exactly once, visible with the
     *     checkpoint to those who read what is committed; else {@code null}
     */
    public static Sink<Alert> alerts(
            String bootstrapServers,
            String topic,
            AlertFormat format,
            Map<String, String> properties,
            String transactionalIdPrefix) {
        KafkaRecordSerializationSchema<Alert> serializer =
                (alert, context, timestamp) -> alert(topic, format, alert);
        KafkaSinkBuilder<Alert> builder = builder(bootstrapServers, properties, serializer);
        if (transactionalIdPrefix != null) {
            builder.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                    .setTransactionalIdPrefix(transactionalIdPrefix);
        }
        return new QuietlyClosingSink<>(builder.build());
    }

    private static ProducerRecord<byte[], byte[]> alert(
            String topic, AlertFormat format, Alert alert) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, utf8(alert.id()), utf8(alert.document()));
        record.headers()
                .add("alert", utf8(alert.id()))
                .add("revision", utf8(String.valueOf(alert.revision())))
                .add("rule", utf8(alert.ruleId()))
                .add("severity", utf8(alert.severity()))
                .add("state", utf8(alert.state().word()))
                .add("schema-version", utf8(format.schemaVersion()));
        return record;
    }

    /**
     * Dead letters; headers say why and whence, for whoever sorts them. Those of alerts are under
     * the alert's id and revision, so that repetitions can be told; those of records have no key.
     */
    public static Sink<DeadLetter> deadLetters(
            String bootstrapServers,
            String topic,
            Map<String, String> properties,
            DeadLetterJson json) {
        KafkaRecordSerializationSchema<DeadLetter> serializer =
                (letter, context, timestamp) -> deadLetter(topic, letter, json);
        return new QuietlyClosingSink<>(builder(bootstrapServers, properties, serializer).build());
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(
            String topic, DeadLetter letter, DeadLetterJson json) {
        Coordinates place = letter.coordinates();
        byte[] key = letter.alert().map(KafkaLines::utf8).orElse(null);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key, utf8(json.of(letter)));
        record.headers().add("reason", utf8(letter.reason().code()));
        record.headers().add("source", utf8(place.source()));
        if (place.isKafka()) {
            record.headers().add("topic", utf8(place.stream()));
            record.headers().add("partition", utf8(String.valueOf(place.partition())));
            record.headers().add("offset", utf8(String.valueOf(place.position())));
        } else if (place.isIndex()) {
            record.headers().add("index", utf8(place.stream()));
        } else {
            record.headers().add("file", utf8(place.stream()));
            record.headers().add("line", utf8(String.valueOf(place.position())));
        }
        return record;
    }

    /** Lines without a key. */
    public static Sink<String> lines(
            String bootstrapServers, String topic, Map<String, String> properties) {
        KafkaRecordSerializationSchema<String> serializer =
                (line, context, timestamp) -> new ProducerRecord<>(topic, utf8(line));
        return new QuietlyClosingSink<>(builder(bootstrapServers, properties, serializer).build());
    }

    private static <T> KafkaSinkBuilder<T> builder(
            String bootstrapServers,
            Map<String, String> properties,
            KafkaRecordSerializationSchema<T> serializer) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setKafkaProducerConfig(producer(properties))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(serializer);
    }

    /** The properties of a producer, over the defaults. */
    public static Properties producer(Map<String, String> properties) {
        Properties producer = new Properties();
        producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        producer.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                String.valueOf(TRANSACTION_TIMEOUT.toMillis()));
        producer.putAll(properties);
        return producer;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
