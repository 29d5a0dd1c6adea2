// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.CoordinatesJson;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Redactor;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Writes a dead letter as one JSON line; the record's bytes are in base64, with their tokens masked
 * unless told otherwise.
 */
public final class DeadLetterJson implements MapFunction<DeadLetter, String>, Serializable {

    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Redactor redactor;
    private final boolean raw;

    /**
     * @param raw keep the bytes exactly as they came, tokens and all
     */
    public DeadLetterJson(Redactor redactor, boolean raw) {
        this.redactor = redactor;
        this.raw = raw;
    }

    @Override
    public String map(DeadLetter letter) throws JsonProcessingException {
        ObjectNode json = JSON.createObjectNode();
        json.put("time", Instant.now().toString());
        json.put("reason", letter.reason().code());
        json.put("message", letter.message());
        json.set("source", CoordinatesJson.of(letter.coordinates().redacted(redactor)));
        json.put("format", letter.format());
        if (letter.truncated()) {
            json.put("truncated", true);
        }
        json.put("bytes", raw ? letter.bytes() : redactor.redact(letter.bytes()));
        return JSON.writeValueAsString(json);
    }
}
