// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Detection;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threshold;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What detections have in common that one alert stands for.
 *
 * @param values by field; null where the detection has none, the sorted array of several
 */
record SuppressionGroup(ObjectNode values) {

    /**
     * What a threshold groups by has one value in all that it counts. Of any other field the first
     * event counts, in event order, that has it.
     */
    static SuppressionGroup of(Rule rule, Detection detection) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Map<String, JsonNode> counted = countedBy(rule, detection);
        List<Facts> events = detection.inOrder().stream().map(Facts::of).toList();
        for (String field : rule.suppression().groupBy()) {
            values.set(field, counted.getOrDefault(field, first(field, events)));
        }
        return new SuppressionGroup(values);
    }

    private static Map<String, JsonNode> countedBy(Rule rule, Detection detection) {
        Map<String, JsonNode> values = new HashMap<>();
        if (rule.grouping() instanceof Threshold threshold) {
            List<JsonNode> key = Facts.list(detection.joinKey());
            for (int i = 0; i < key.size(); i++) {
                values.put(threshold.groupBy().get(i).field(), key.get(i));
            }
        }
        return values;
    }

    private static JsonNode first(String field, List<Facts> events) {
        return events.stream()
                .map(event -> event.all(field))
                .filter(all -> !all.isEmpty())
                .findFirst()
                .map(SuppressionGroup::value)
                .orElse(NullNode.instance);
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
