// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.CoordinatesJson;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A dead letter as {@link DeadLetterJson} wrote it.
 *
 * @param time when it was written
 * @param masked whether tokens in its bytes are masked
 */
public record StoredDeadLetter(Instant time, DeadLetter letter, boolean masked) {

    private static final List<String> KEYS =
            List.of("time", "reason", "message", "source", "format", "bytes");

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(Integer.MAX_VALUE)
                                            .build())
                            .build());

    /**
     * @throws IOException if {@code line} is no dead letter; says why
     */
    public static StoredDeadLetter read(byte[] line) throws IOException {
        try {
            JsonNode json = JSON.readTree(line);
            for (String key : KEYS) {
                if (!json.has(key)) {
                    throw new IllegalArgumentException("it has no \"" + key + "\"");
                }
            }
            String reason = json.get("reason").asText();
            DeadLetter letter =
                    new DeadLetter(
                            Reason.of(reason)
                                    .orElseThrow(
                                            () ->
                                                    new IllegalArgumentException(
                                                            "there is no reason \""
                                                                    + reason
                                                                    + "\"")),
                            json.get("message").asText(),
                            CoordinatesJson.read(json.get("source")),
                            json.get("format").asText(),
                            json.get("bytes").binaryValue(),
                            json.path("truncated").asBoolean(),
                            envelope(json.path("envelope")));
            return new StoredDeadLetter(
                    Instant.parse(json.get("time").asText()),
                    letter,
                    json.path("masked").asBoolean());
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("this is no dead letter: " + firstLine(e), e);
        }
    }

    private static Map<String, String> envelope(JsonNode json) {
        Map<String, String> fields = new TreeMap<>();
        json.fields().forEachRemaining(one -> fields.put(one.getKey(), one.getValue().asText()));
        return fields;
    }

    private static String firstLine(Exception e) {
        return e.getMessage().lines().findFirst().orElse("");
    }
}
