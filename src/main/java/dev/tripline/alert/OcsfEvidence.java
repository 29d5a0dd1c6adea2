// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Collectors;

/** One event of an alert as an Evidence Artifact of OCSF. */
final class OcsfEvidence {

    private static final int OTHER_FILE = 99;

    private final JsonNode fields;

    private OcsfEvidence(JsonNode fields) {
        this.fields = fields;
    }

    /**
     * @param item of {@code tripline.evidence}
     */
    static void write(ObjectNode evidence, JsonNode item) {
        new OcsfEvidence(item.path("fields")).write(evidence);
        // Whole, with its place: what has a name of its own above has it here again.
        evidence.set("data", item);
    }

    private void write(ObjectNode evidence) {
        ObjectNode process = process(evidence.objectNode());
        ObjectNode user = user(evidence.objectNode());
        if (!process.isEmpty() || !user.isEmpty()) {
            ObjectNode actor = evidence.putObject("actor");
            putIfAny(actor, "process", process);
            putIfAny(actor, "user", user);
        }
        putIfAny(evidence, "process", process.deepCopy());
        putIfAny(evidence, "api", api(evidence.objectNode()));
        putIfAny(evidence, "src_endpoint", endpoint("source.ip", null));
        putIfAny(evidence, "dst_endpoint", endpoint("destination.ip", "destination.port"));
        text("file.path")
                .ifPresent(
                        path ->
                                evidence.putObject("file")
                                        .put("path", path)
                                        .put("name", path.substring(path.lastIndexOf('/') + 1))
                                        .put("type_id", OTHER_FILE));
        text("url.original").ifPresent(url -> evidence.putObject("url").put("url_string", url));
    }

    private ObjectNode process(ObjectNode process) {
        put(process, "name", "process.name");
        put(process, "uid", "process.entity_id");
        number("process.pid").ifPresent(pid -> process.set("pid", pid));
        commandLine().ifPresent(line -> process.put("cmd_line", line));
        text("process.executable")
                .ifPresent(
                        path ->
                                process.putObject("file")
                                        .put("path", path)
                                        .put("name", path.substring(path.lastIndexOf('/') + 1))
                                        .put("type_id", OTHER_FILE));
        ObjectNode container = process.objectNode();
        put(container, "uid", "container.id");
        put(container, "name", "container.name");
        text("container.image.name")
                .ifPresent(
                        name -> {
                            ObjectNode image = container.putObject("image");
                            image.put("uid", name);
                            image.put("name", name);
                            put(image, "tag", "container.image.tag");
                        });
        putIfAny(process, "container", container);
        text("orchestrator.namespace")
                .filter(namespace -> !process.isEmpty())
                .ifPresent(namespace -> process.put("namespace_name", namespace));
        return process;
    }

    private Optional<String> commandLine() {
        JsonNode arguments = fields.path("process.args");
        if (arguments.isMissingNode()) {
            return text("process.command_line");
        }
        return Optional.of(
                arguments.isArray()
                        ? arguments
                                .valueStream()
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(" "))
                        : arguments.asText());
    }

    private ObjectNode user(ObjectNode user) {
        put(user, "name", "user.name");
        put(user, "uid", "user.id");
        return user;
    }

    private ObjectNode api(ObjectNode api) {
        boolean isCall =
                fields.has("kubernetes.audit.stage")
                        || fields.has("docker.api.path")
                        || fields.path("event.dataset").asText().equals("aws.cloudtrail");
        if (!isCall) {
            return api;
        }
        put(api, "operation", "event.action");
        text("event.provider").ifPresent(name -> api.putObject("service").put("name", name));
        ObjectNode response = api.objectNode();
        number(Result.STATUS_CODE)
                .or(() -> number("http.response.status_code"))
                .ifPresent(code -> response.set("code", code));
        put(response, "error", "error.code");
        putIfAny(api, "response", response);
        return api;
    }

    private ObjectNode endpoint(String ip, String port) {
        ObjectNode endpoint = ((ObjectNode) fields).objectNode();
        JsonNode addresses = fields.path(ip);
        // Clients can put any address before the last one.
        JsonNode last = addresses.isArray() ? addresses.get(addresses.size() - 1) : addresses;
        if (last.isTextual()) {
            endpoint.set("ip", last);
        }
        if (port != null) {
            number(port).ifPresent(number -> endpoint.set("port", number));
        }
        return endpoint;
    }

    private void put(ObjectNode json, String name, String field) {
        text(field).ifPresent(text -> json.put(name, text));
    }

    private static void putIfAny(ObjectNode json, String name, ObjectNode value) {
        if (!value.isEmpty()) {
            json.set(name, value);
        }
    }

    private Optional<String> text(String field) {
        return first(field).map(JsonNode::asText);
    }

    private Optional<JsonNode> number(String field) {
        return first(field).filter(JsonNode::isIntegralNumber);
    }

    private Optional<JsonNode> first(String field) {
        JsonNode value = fields.path(field);
        JsonNode first = value.isArray() ? value.path(0) : value;
        return first.isMissingNode() ? Optional.empty() : Optional.of(first);
    }
}
