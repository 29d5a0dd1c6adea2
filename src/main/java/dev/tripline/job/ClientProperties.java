// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.sink.KafkaLines;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Finds what Kafka's clients would not accept, which in a cluster only the job's tasks would see,
 * again and again. What secrets are behind placeholders is not known yet, and left out. Mistakes
 * are in Kafka's words; empty if there is none.
 */
final class ClientProperties {

    private static final String ANY_BROKER = "any:9092";

    private ClientProperties() {}

    /**
     * @param properties over what every consumer has
     */
    static Optional<String> mistakeOfConsumer(Map<String, String> properties) {
        Properties consumer = known(properties);
        consumer.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, ANY_BROKER);
        consumer.setProperty(ConsumerConfig.GROUP_ID_CONFIG, "any");
        String deserializer = ByteArrayDeserializer.class.getName();
        consumer.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, deserializer);
        consumer.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, deserializer);
        return mistake(consumer, ConsumerConfig::new);
    }

    /**
     * @param properties over the defaults
     * @param inTransactions whether it is to write exactly once
     */
    static Optional<String> mistakeOfProducer(
            Map<String, String> properties, boolean inTransactions) {
        Properties producer = known(KafkaLines.producer(properties));
        producer.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, ANY_BROKER);
        String serializer = ByteArraySerializer.class.getName();
        producer.setProperty(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, serializer);
        producer.setProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, serializer);
        if (inTransactions) {
            producer.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "any");
        }
        return mistake(producer, ProducerConfig::new);
    }

    private static Properties known(Map<?, ?> properties) {
        Properties known = new Properties();
        known.putAll(properties);
        known.values()
                .removeIf(
                        value -> ConfigTransformer.DEFAULT_PATTERN.matcher((String) value).find());
        return known;
    }

    private static Optional<String> mistake(Properties properties, Consumer<Properties> client) {
        try {
            client.accept(properties);
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(e.getMessage());
        }
    }
}
