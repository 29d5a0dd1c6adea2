// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.format.IpBlock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who an alert is about: the pod and container that acted, and the identity they acted under. */
record Entity(List<Facts> events) {

    static final String IMPERSONATED = "kubernetes.audit.impersonatedUser.username";

    private static final String POD = "orchestrator.resource.name";
    private static final String NAMESPACE = "orchestrator.namespace";
    private static final String USER_NAME = "user.name";

    /**
     * The first event that knows decides; sensors beside the container know more of it than the API
     * server.
     */
    private Optional<String> first(Function<Facts, Optional<String>> fact) {
        return events.stream().map(fact).flatMap(Optional::stream).findFirst();
    }

    /** The last call of an API, if there is one: it knows the identity that was used. */
    Optional<Facts> call() {
        return last(Facts::isAuditEvent)
                .or(() -> last(Facts::isCloudCall))
                .or(() -> last(Facts::isDockerCall));
    }

    private Optional<Facts> last(Predicate<Facts> kind) {
        return events.stream().filter(kind).reduce((earlier, later) -> later);
    }

    /**
     * Where the identity is looked for. With a call it is the caller's alone: the user of a process
     * in a container is another one. A Docker daemon hardly knows who calls.
     */
    private List<Facts> identified() {
        return call().filter(facts -> !facts.isDockerCall()).map(List::of).orElse(events);
    }

    Optional<String> cluster() {
        return first(facts -> facts.text("tripline.cluster"));
    }

    /**
     * In an audit event {@value #NAMESPACE} and {@value #POD} are the target, so the caller's own
     * fields count there.
     */
    Optional<String> namespace() {
        return first(
                facts ->
                        facts.text(facts.isAuditEvent() ? "tripline.caller.namespace" : NAMESPACE));
    }

    Optional<String> pod() {
        return first(facts -> facts.text(facts.isAuditEvent() ? "tripline.caller.pod.name" : POD));
    }

    String phrase() {
        String where =
                cluster().map(cluster -> " in cluster " + cluster).or(this::account).orElse("");
        if (pod().isPresent()) {
            return "pod " + namespace().map(n -> n + "/").orElse("") + pod().get() + where;
        }
        return first(facts -> facts.text("container.id"))
                .map(id -> "container " + id + where)
                .or(() -> user().map(user -> user + where))
                .or(() -> first(facts -> facts.text("host.name")).map(host -> "host " + host))
                .orElse("unknown source" + where);
    }

    private Optional<String> account() {
        return first(facts -> facts.text("cloud.account.id")).map(id -> " in account " + id);
    }

    private Optional<String> user() {
        return identified().stream()
                .map(facts -> facts.isCloudCall() ? CloudCall.caller(facts) : facts.text(USER_NAME))
                .flatMap(Optional::stream)
                .findFirst();
    }

    void write(ObjectNode document) {
        writeOrchestrator(document);
        texts(events, document, "container.id", "container.name");
        texts(events, document, "container.image.name", "container.image.tag");
        texts(events, document, "host.name", "host.id");
        texts(events, document, "process.name", "process.executable", "process.entity_id");
        texts(events, document, "process.command_line", "process.working_directory");
        texts(events, document, "process.parent.name", "process.parent.executable");
        values(events, document, JsonNode::isIntegralNumber, "process.pid", "process.parent.pid");
        values(events, document, JsonNode::isBoolean, "process.interactive");
        writeArguments(document);
        writeFile(document);
        texts(identified(), document, "user.id", USER_NAME, "user_agent.original");
        first(facts -> facts.text(IMPERSONATED))
                .ifPresent(
                        user ->
                                document.withObject("/user")
                                        .putObject("effective")
                                        .put("name", user));
        texts(events, document, "cloud.provider", "cloud.account.id", "cloud.region");
        texts(events, document, "cloud.instance.id");
        writeAddresses(document);
    }

    private void writeOrchestrator(ObjectNode document) {
        boolean isKubernetes =
                cluster().isPresent()
                        || namespace().isPresent()
                        || pod().isPresent()
                        || events.stream().anyMatch(Facts::isAuditEvent);
        if (!isKubernetes) {
            return;
        }
        ObjectNode orchestrator = document.putObject("orchestrator");
        orchestrator.put("type", "kubernetes");
        first(facts -> facts.text("orchestrator.cluster.id"))
                .ifPresent(id -> orchestrator.withObject("cluster").put("id", id));
        first(facts -> facts.text("orchestrator.cluster.name"))
                .or(this::cluster)
                .ifPresent(name -> orchestrator.withObject("cluster").put("name", name));
        namespace().ifPresent(namespace -> orchestrator.put("namespace", namespace));
        pod().ifPresent(
                        pod ->
                                orchestrator
                                        .withObject("resource")
                                        .put("type", "pod")
                                        .put("name", pod));
    }

    private void writeArguments(ObjectNode document) {
        events.stream()
                .map(facts -> facts.all("process.args"))
                .filter(arguments -> !arguments.isEmpty())
                .findFirst()
                .ifPresent(
                        arguments -> {
                            ArrayNode json = document.withObject("/process").putArray("args");
                            arguments.forEach(argument -> json.add(argument.asText()));
                        });
    }

    private void writeFile(ObjectNode document) {
        first(facts -> facts.text("file.path"))
                .ifPresent(
                        path ->
                                document.putObject("file")
                                        .put("path", path)
                                        .put("name", path.substring(path.lastIndexOf('/') + 1)));
    }

    private void writeAddresses(ObjectNode document) {
        texts(identified(), document, "source.address");
        // Clients can put any address before the last one.
        identified().stream()
                .map(facts -> facts.all("source.ip"))
                .filter(addresses -> !addresses.isEmpty())
                .map(addresses -> addresses.get(addresses.size() - 1))
                .findFirst()
                .ifPresent(ip -> writeAddress(document.withObject("/source"), ip.asText()));
        first(facts -> facts.text("destination.ip"))
                .ifPresent(ip -> writeAddress(document.withObject("/destination"), ip));
        values(events, document, JsonNode::isIntegralNumber, "destination.port");
    }

    /** Sensors write names, too, where addresses should be. */
    private static void writeAddress(ObjectNode json, String text) {
        json.put(IpBlock.isAddress(text) ? "ip" : "address", text);
    }

    private static void texts(List<Facts> from, ObjectNode document, String... names) {
        for (String name : names) {
            from.stream()
                    .map(facts -> facts.text(name))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(text -> EcsPath.set(document, name, document.textNode(text)));
        }
    }

    /** Values of another kind would not fit their fields in an index. */
    private static void values(
            List<Facts> from, ObjectNode document, Predicate<JsonNode> kind, String... names) {
        for (String name : names) {
            from.stream()
                    .map(facts -> facts.first(name))
                    .flatMap(Optional::stream)
                    .filter(kind)
                    .findFirst()
                    .ifPresent(value -> EcsPath.set(document, name, value));
        }
    }
}
