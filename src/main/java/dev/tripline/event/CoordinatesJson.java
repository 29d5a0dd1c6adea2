// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How coordinates stand in alerts and dead letters. */
public final class CoordinatesJson {

    private CoordinatesJson() {}

    /**
     * {@code name} with {@code topic}, {@code partition} and {@code offset}, or with {@code file}
     * and {@code line}; and {@code item} inside an envelope.
     */
    public static ObjectNode of(Coordinates place) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", place.source());
        if (place.isKafka()) {
            json.put("topic", place.stream());
            json.put("partition", place.partition());
            json.put("offset", place.position());
        } else {
            json.put("file", place.stream());
            json.put("line", place.position());
        }
        if (place.item() != Coordinates.NONE) {
            json.put("item", place.item());
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
        Coordinates record =
                json.has("topic")
                        ? Coordinates.ofRecord(
                                source,
                                json.get("topic").asText(),
                                json.required("partition").asInt(),
                                json.required("offset").asLong())
                        : Coordinates.ofLine(
                                source,
                                json.required("file").asText(),
                                json.required("line").asLong());
        return json.has("item") ? record.withItem(json.get("item").asInt()) : record;
    }
}
