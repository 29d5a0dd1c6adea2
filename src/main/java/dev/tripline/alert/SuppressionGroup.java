// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Detection;
import dev.tripline.rule.Suppression;
import java.util.Comparator;
import java.util.List;

/**
 * What detections have in common that one alert stands for.
 *
 * @param values by field; null where the detection has none, the sorted array of several
 */
record SuppressionGroup(ObjectNode values) {

    /** Of each field the first event counts, in event order, that has it. */
    static SuppressionGroup of(Suppression suppression, Detection detection) {
        List<Facts> events = detection.inOrder().stream().map(Facts::of).toList();
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (String field : suppression.groupBy()) {
            JsonNode value =
                    events.stream()
                            .map(event -> event.all(field))
                            .filter(all -> !all.isEmpty())
                            .findFirst()
                            .map(SuppressionGroup::value)
                            .orElse(NullNode.instance);
            values.set(field, value);
        }
        return new SuppressionGroup(values);
    }

    private static JsonNode value(List<JsonNode> all) {
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        all.stream()
                .distinct()
                .sorted(Comparator.comparing(JsonNode::toString))
                .forEach(sorted::add);
        return sorted.size() == 1 ? sorted.get(0) : sorted;
    }

    /** Whether the detection has a value for each field. */
    boolean isComplete() {
        return values.valueStream().noneMatch(JsonNode::isNull);
    }
}
