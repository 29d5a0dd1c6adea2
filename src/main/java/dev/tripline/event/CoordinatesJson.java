// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.DateTimeException;
import java.time.Instant;

/** How coordinates stand in alerts and dead letters. */
public final class CoordinatesJson {

    private CoordinatesJson() {}

    /**
     * {@code name} with {@code topic}, {@code partition} and {@code offset}, or with {@code file}
     * and {@code line}, or with {@code index}; {@code item} inside an envelope; {@code time} and
     * {@code headers} of the record where it has any.
     */
    public static ObjectNode of(Coordinates place) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", place.source());
        if (place.isKafka()) {
            json.put("topic", place.stream());
            json.put("partition", place.partition());
            json.put("offset", place.position());
        } else if (place.isIndex()) {
            json.put("index", place.stream());
        } else {
            json.put("file", place.stream());
            json.put("line", place.position());
        }
        if (place.item() != Coordinates.NONE) {
            json.put("item", place.item());
        }
        if (place.recordTime() != Coordinates.NONE) {
            json.put("time", Instant.ofEpochMilli(place.recordTime()).toString());
        }
        if (place.headers() != null) {
            json.putRawValue("headers", new RawValue(place.headers()));
        }
        return json;
    }

    /**
     * The coordinates that {@link #of} wrote.
     *
     * @throws IllegalArgumentException if they are not all there
     */
    public static Coordinates read(JsonNode json) {
        String source = json.required("name").asText();
        if (json.has("index")) {
            return Coordinates.ofIndex(source, json.get("index").asText());
        }
        Coordinates record =
                json.has("topic")
                        ? Coordinates.ofRecord(
                                source,
                                json.get("topic").asText(),
                                json.required("partition").asInt(),
                                json.required("offset").asLong(),
                                recordTime(json),
                                json.has("headers") ? json.get("headers").toString() : null)
                        : Coordinates.ofLine(
                                source,
                                json.required("file").asText(),
                                json.required("line").asLong());
        return json.has("item") ? record.withItem(json.get("item").asInt()) : record;
    }

    private static long recordTime(JsonNode json) {
        try {
            return json.has("time")
                    ? Instant.parse(json.get("time").asText()).toEpochMilli()
                    : Coordinates.NONE;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
