// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.life.world.Almanac;
import dev.tripline.life.world.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was alerted on.
 *
 * @param attack the one that left a piece of the evidence; {@code null} for a false alert
 * @param others how many more it stands for, by suppression
 */
record LifeAlert(String rule, int day, String attack, long others, String message) {

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean isFalse() {
        return attack == null;
    }

    /** Of alerts that were revised the last word, and none that was taken back. */
    static Collection<LifeAlert> in(Path file) throws IOException {
        Map<String, LifeAlert> alerts = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode alert = JSON.readTree(line);
                String id = alert.at("/event/id").asText();
                if (alert.at("/tripline/alert/state").asText().equals("withdrawn")) {
                    alerts.remove(id);
                } else {
                    alerts.put(id, of(alert));
                }
            }
        }
        return alerts.values();
    }

    private static LifeAlert of(JsonNode alert) {
        Instant time = Instant.parse(alert.at("/@timestamp").asText());
        return new LifeAlert(
                alert.at("/rule/id").asText(),
                Almanac.day(time.toEpochMilli()),
                attack(alert.at("/tripline/evidence")),
                alert.at("/tripline/suppression/count").asLong(),
                time + "  " + alert.at("/message").asText());
    }

    private static String attack(JsonNode evidence) {
        for (JsonNode event : evidence) {
            String origin = event.at("/source/topic").asText();
            if (!origin.equals(Delivery.LIFE)) {
                return origin;
            }
        }
        return null;
    }
}
