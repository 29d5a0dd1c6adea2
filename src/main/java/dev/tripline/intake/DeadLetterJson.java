// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.CoordinatesJson;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Redactor;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
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
    private final int maxBytes;

    /**
     * @param raw keep the bytes exactly as they came, tokens and all
     * @param maxBytes of a longer record only so many are kept
     */
    public DeadLetterJson(Redactor redactor, boolean raw, int maxBytes) {
        this.redactor = redactor;
        this.raw = raw;
        this.maxBytes = maxBytes;
    }

    @Override
    public String map(DeadLetter letter) {
        return of(letter);
    }

    public String of(DeadLetter letter) {
        ObjectNode json = JSON.createObjectNode();
        json.put("time", Instant.now().toString());
        json.put("reason", letter.reason().code());
        json.put("message", letter.message());
        json.set("source", CoordinatesJson.of(letter.coordinates().redacted(redactor)));
        json.put("format", letter.format());
        if (!letter.envelope().isEmpty()) {
            ObjectNode envelope = json.putObject("envelope");
            letter.envelope()
                    .forEach(
                            (name, text) ->
                                    envelope.put(
                                            name, (String) redactor.ofField(name).apply(text)));
        }
        // Masked before it is cut: half a token is no token any more.
        byte[] bytes = raw ? letter.bytes() : redactor.redact(letter.bytes());
        if (letter.truncated() || bytes.length > maxBytes) {
            json.put("truncated", true);
        }
        if (Redactor.isMasked(bytes)) {
            json.put("masked", true);
        }
        json.put("bytes", bytes.length > maxBytes ? Arrays.copyOf(bytes, maxBytes) : bytes);
        return json.toString();
    }
}
