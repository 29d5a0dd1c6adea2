// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record as it came.
 *
 * @param key {@code null} if it has none
 */
public record KeyedBytes(byte[] key, byte[] value) {

    static final class Reading implements KafkaRecordDeserializationSchema<KeyedBytes> {

        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KeyedBytes> out) {
            out.collect(new KeyedBytes(record.key(), record.value()));
        }

        @Override
        public TypeInformation<KeyedBytes> getProducedType() {
            return TypeInformation.of(KeyedBytes.class);
        }
    }

    /** To one topic. */
    record Writing(String topic) implements KafkaRecordSerializationSchema<KeyedBytes> {

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                KeyedBytes record, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(topic, record.key(), record.value());
        }
    }
}
