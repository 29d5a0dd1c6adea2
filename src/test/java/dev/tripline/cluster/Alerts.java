// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.testing.Await;
import dev.tripline.testing.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What has come out on a topic of alerts. */
record Alerts(KafkaBroker broker, String topic) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIME_TO_ALERT = Duration.ofSeconds(60);

    /**
     * The documents of those that are final in the end, by the keys of their records: one that was
     * delivered twice counts once.
     */
    Map<String, JsonNode> byKey() throws IOException {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readPresent(topic)) {
            alerts.put(
                    new String(record.key(), StandardCharsets.UTF_8),
                    JSON.readTree(record.value()));
        }
        alerts.values()
                .removeIf(alert -> !alert.at("/tripline/alert/state").asText().equals("final"));
        return alerts;
    }

    /** Waits until so many different alerts are there. */
    Map<String, JsonNode> await(int count) throws IOException {
        awaitKeys(count);
        return byKey();
    }

    Set<String> awaitKeys(int count) {
        return Await.until(
                count + " alerts in topic " + topic,
                TIME_TO_ALERT,
                () -> byKey().keySet(),
                keys -> keys.size() >= count);
    }
}
