// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at the properties of a source's Kafka client before anything is started. */
final class ConsumerProperties {

    private ConsumerProperties() {}

    /**
     * What the client would not accept, which in a cluster only the job's tasks would see, again
     * and again. What secrets are behind placeholders is not known yet, and left out.
     *
     * @return in Kafka's words; empty if they are good
     */
    static Optional<String> mistake(Map<String, String> properties) {
        Map<String, Object> consumer = new HashMap<>(properties);
        consumer.values()
                .removeIf(
                        value -> ConfigTransformer.DEFAULT_PATTERN.matcher((String) value).find());
        consumer.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "any:9092");
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, "any");
        consumer.put(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());
        consumer.put(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());
        try {
            new ConsumerConfig(consumer);
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(e.getMessage());
        }
    }
}
