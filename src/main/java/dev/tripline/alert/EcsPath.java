// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Dotted names as nested objects. */
final class EcsPath {

    private EcsPath() {}

    static void set(ObjectNode document, String path, JsonNode value) {
        ObjectNode parent = document;
        String[] segments = path.split("\\.");
        for (int i = 0; i < segments.length - 1; i++) {
            parent = parent.withObject("/" + segments[i]);
        }
        parent.set(segments[segments.length - 1], value);
    }
}
