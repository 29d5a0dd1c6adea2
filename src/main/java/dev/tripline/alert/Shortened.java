// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Values of keys as an alert shows them: cut where nobody reads on, and before no index takes them.
 */
final class Shortened {

    private static final int MAX_LENGTH = 4096;

    private Shortened() {}

    static JsonNode of(JsonNode value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value.isArray()) {
            ArrayNode array = nodes.arrayNode();
            value.forEach(element -> array.add(of(element)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = nodes.objectNode();
            value.properties().forEach(entry -> object.set(entry.getKey(), of(entry.getValue())));
            return object;
        }
        return value.isTextual() ? nodes.textNode(text(value.textValue())) : value;
    }

    private static String text(String text) {
        return text.length() > MAX_LENGTH
                ? text.substring(0, MAX_LENGTH) + "… (" + text.length() + " characters)"
                : text;
    }
}
