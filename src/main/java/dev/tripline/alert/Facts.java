// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kept fields of one event. */
record Facts(Evidence evidence, ObjectNode fields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Facts of(Evidence evidence) {
        return new Facts(evidence, (ObjectNode) parse(evidence.fields()));
    }

    /** The values of a join key. */
    static List<JsonNode> list(String joinKey) {
        List<JsonNode> values = new ArrayList<>();
        parse(joinKey).forEach(values::add);
        return values;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is written by this program", e);
        }
    }

    boolean isAuditEvent() {
        return fields.has("kubernetes.audit.stage") || isOf("kubernetes.audit_logs");
    }

    /** A call of the AWS API. */
    boolean isCloudCall() {
        return isOf("aws.cloudtrail");
    }

    /** A request to a Docker daemon. */
    boolean isDockerCall() {
        return isOf("docker.api");
    }

    /** What a Docker daemon says has happened to something of its own. */
    boolean isDockerEvent() {
        return isOf("docker.events");
    }

    private boolean isOf(String dataset) {
        return all("event.dataset").stream().anyMatch(value -> value.asText().equals(dataset));
    }

    /** The first value of the first of these fields that has one. An empty text says nothing. */
    Optional<JsonNode> first(String... names) {
        return Stream.of(names)
                .flatMap(name -> all(name).stream())
                .filter(value -> !value.isTextual() || !value.textValue().isEmpty())
                .findFirst();
    }

    Optional<String> text(String... names) {
        return first(names).map(JsonNode::asText);
    }

    /** All values, in their order. */
    List<JsonNode> all(String name) {
        JsonNode value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        List<JsonNode> all = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(all::add);
        } else {
            all.add(value);
        }
        return all;
    }
}
