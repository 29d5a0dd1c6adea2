// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.format.IpBlock;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One event of an alert as an Evidence Artifact of OCSF. */
final class OcsfEvidence {

    private static final int UNKNOWN_FILE = 0;
    private static final int REGULAR_FILE = 1;

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
        ObjectNode process = process(object());
        putIfAny(evidence, "actor", actor(object(), process));
        putIfAny(evidence, "process", process.deepCopy());
        putIfAny(evidence, "api", api(object()));
        putIfAny(evidence, "src_endpoint", endpoint("source.ip"));
        ObjectNode destination = endpoint("destination.ip");
        if (!destination.isEmpty()) {
            number("destination.port").ifPresent(port -> destination.set("port", port));
            evidence.set("dst_endpoint", destination);
        }
        text("file.path").ifPresent(path -> evidence.set("file", file(path, UNKNOWN_FILE)));
        text("url.original").ifPresent(url -> evidence.putObject("url").put("url_string", url));
    }

    private ObjectNode actor(ObjectNode actor, ObjectNode process) {
        ObjectNode user = object();
        put(user, "name", "user.name");
        put(user, "uid", "user.id");
        putIfAny(actor, "process", process);
        putIfAny(actor, "user", user);
        if (process.isEmpty()) {
            text("process.name", "process.executable")
                    .ifPresent(name -> actor.put("app_name", name));
        }
        return actor;
    }

    /** Without an id OCSF knows no process. */
    private ObjectNode process(ObjectNode process) {
        put(process, "uid", "process.entity_id");
        number("process.pid").ifPresent(pid -> process.set("pid", pid));
        if (process.isEmpty()) {
            return process;
        }
        put(process, "name", "process.name");
        commandLine().ifPresent(line -> process.put("cmd_line", line));
        text("process.executable").ifPresent(path -> process.set("file", file(path, REGULAR_FILE)));
        ObjectNode container = object();
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
        return process;
    }

    private ObjectNode file(String path, int type) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return object().put("path", path)
                .put("name", name.isEmpty() ? path : name)
                .put("type_id", type);
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

    private ObjectNode api(ObjectNode api) {
        boolean isCall =
                fields.has("kubernetes.audit.stage")
                        || fields.has("docker.api.path")
                        || fields.path("event.dataset").asText().equals("aws.cloudtrail");
        if (!isCall || text("event.action").isEmpty()) {
            return api;
        }
        put(api, "operation", "event.action");
        text("event.provider").ifPresent(name -> api.putObject("service").put("name", name));
        ObjectNode response = object();
        number(Result.STATUS_CODE)
                .or(() -> number("http.response.status_code"))
                .ifPresent(code -> response.set("code", code));
        put(response, "error", "error.code");
        putIfAny(api, "response", response);
        return api;
    }

    private ObjectNode endpoint(String field) {
        ObjectNode endpoint = object();
        JsonNode addresses = fields.path(field);
        // Clients can put any address before the last one.
        JsonNode last = addresses.isArray() ? addresses.get(addresses.size() - 1) : addresses;
        if (!last.asText().isEmpty()) {
            boolean isAddress = IpBlock.isAddress(last.textValue());
            endpoint.set(isAddress ? "ip" : "hostname", last);
        }
        return endpoint;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void put(ObjectNode json, String name, String field) {
        text(field).ifPresent(text -> json.put(name, text));
    }

    private static void putIfAny(ObjectNode json, String name, ObjectNode value) {
        if (!value.isEmpty()) {
            json.set(name, value);
        }
    }

    private Optional<String> text(String... names) {
        return Stream.of(names)
                .map(this::first)
                .flatMap(Optional::stream)
                .findFirst()
                .map(JsonNode::asText);
    }

    private Optional<JsonNode> number(String field) {
        return first(field).filter(JsonNode::isIntegralNumber);
    }

    private Optional<JsonNode> first(String field) {
        JsonNode value = fields.path(field);
        JsonNode first = value.isArray() ? value.path(0) : value;
        return first.asText().isEmpty() ? Optional.empty() : Optional.of(first);
    }
}
