// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who an alert is about: the pod and container that acted, and the identity they acted under. */
record Entity(List<Facts> events) {

    private static final String POD = "orchestrator.resource.name";
    private static final String NAMESPACE = "orchestrator.namespace";

    /**
     * The first event that knows decides; sensors beside the container know more of it than the API
     * server.
     */
    private Optional<String> first(Function<Facts, Optional<String>> fact) {
        return events.stream().map(fact).flatMap(Optional::stream).findFirst();
    }

    /** The last request to the API server, if there is one: it knows the identity that was used. */
    Optional<Facts> request() {
        return events.stream().filter(Facts::isAuditEvent).reduce((earlier, later) -> later);
    }

    /**
     * Where the identity is looked for. With a request it is the caller's alone: the user of a
     * process in a container is another one.
     */
    private List<Facts> identified() {
        return request().map(List::of).orElse(events);
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
        String where = cluster().map(cluster -> " in cluster " + cluster).orElse("");
        if (pod().isPresent()) {
            return "pod " + namespace().map(n -> n + "/").orElse("") + pod().get() + where;
        }
        return first(facts -> facts.text("container.id"))
                .map(id -> "container " + id + where)
                .or(() -> user().map(user -> user + where))
                .orElse("unknown source" + where);
    }

    private Optional<String> user() {
        return identified().stream()
                .map(facts -> facts.text("user.name"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    void write(ObjectNode document) {
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
        copy(document, "container.id", "container.name", "container.image.name");
        copy(document, "container.image.tag", "host.name", "host.id");
        copy(document, "process.name", "process.executable", "process.pid", "process.entity_id");
        copy(document, "process.interactive", "process.parent.name", "file.path");
        copy(identified(), document, "user.id", "user.name", "user_agent.original");
        copyAll(document, "process.args");
        // Clients can put any address before the last one.
        last("source.ip").ifPresent(ip -> document.withObject("source").set("ip", ip));
    }

    private void copy(ObjectNode document, String... names) {
        copy(events, document, names);
    }

    private static void copy(List<Facts> from, ObjectNode document, String... names) {
        for (String name : names) {
            from.stream()
                    .map(facts -> facts.first(name))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(value -> EcsPath.set(document, name, value));
        }
    }

    private void copyAll(ObjectNode document, String name) {
        events.stream()
                .map(facts -> facts.fields().get(name))
                .filter(value -> value != null)
                .findFirst()
                .ifPresent(value -> EcsPath.set(document, name, value));
    }

    private Optional<JsonNode> last(String name) {
        return identified().stream()
                .map(facts -> facts.all(name))
                .filter(values -> !values.isEmpty())
                .map(values -> values.get(values.size() - 1))
                .findFirst();
    }
}
