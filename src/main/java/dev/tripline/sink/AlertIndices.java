// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What the monthly indices of alerts should be like: how their fields are indexed, the alias that
 * reads all of them, and how long they are kept.
 *
 * <p>Nothing ever rolls over: a replay must meet the same alert in the same index.
 *
 * @param name of template, policy and alias; the indices are called {@code name-2026.03}
 * @param warmDays after which an index moves to warm nodes
 * @param keepDays after which it is deleted
 */
public record AlertIndices(String name, int warmDays, int keepDays) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final int TEMPLATE_PRIORITY = 500;
    private static final int POLICY_PRIORITY = 100;

    /** An object of which each leaf is a keyword, and which is one field of the index. */
    private static final String FLAT = "flattened";

    private static final String FLAT_IN_OPENSEARCH = "flat_object";

    public String pattern() {
        return name + "-*";
    }

    /**
     * A composable index template.
     *
     * @param managed whether the server has lifecycles
     */
    public ObjectNode template(SearchProduct product, boolean managed) {
        ObjectNode body = NODES.objectNode();
        body.putArray("index_patterns").add(pattern());
        body.put("priority", TEMPLATE_PRIORITY);
        ObjectNode template = body.putObject("template");
        ObjectNode settings = template.putObject("settings").putObject("index");
        settings.put("number_of_shards", 1);
        settings.put("auto_expand_replicas", "0-1");
        settings.put("codec", "best_compression");
        // One address that is none must not cost the alert.
        settings.putObject("mapping").put("ignore_malformed", true);
        if (managed && product == SearchProduct.ELASTICSEARCH) {
            settings.putObject("lifecycle").put("name", name);
        }
        template.set("mappings", mappings(product));
        template.putObject("aliases").putObject(name);
        return stamped(body, body);
    }

    private static JsonNode mappings(SearchProduct product) {
        try (InputStream in = AlertIndices.class.getResourceAsStream("alert-mappings.json")) {
            JsonNode mappings = JSON.readTree(in);
            if (product == SearchProduct.OPENSEARCH) {
                for (JsonNode field : mappings.findParents("type")) {
                    if (field.get("type").asText().equals(FLAT)) {
                        // It knows no bounds, so no value of such a field may be longer than it
                        // takes.
                        ((ObjectNode) field).removeAll().put("type", FLAT_IN_OPENSEARCH);
                    }
                }
            }
            return mappings;
        } catch (IOException e) {
            throw new UncheckedIOException("part of this program", e);
        }
    }

    /** The product's lifecycle policy. Indices stay writable as long as they are there. */
    public ObjectNode policy(SearchProduct product) {
        return product == SearchProduct.ELASTICSEARCH ? ilm() : ism();
    }

    private ObjectNode ilm() {
        ObjectNode body = NODES.objectNode();
        ObjectNode policy = body.putObject("policy");
        ObjectNode phases = policy.putObject("phases");
        phases.putObject("hot").put("min_age", "0ms").set("actions", ilmPriority(100));
        phases.putObject("warm").put("min_age", warmDays + "d").set("actions", ilmPriority(50));
        phases.putObject("delete")
                .put("min_age", keepDays + "d")
                .putObject("actions")
                .putObject("delete");
        stamped(policy, policy);
        return body;
    }

    private static ObjectNode ilmPriority(int priority) {
        ObjectNode actions = NODES.objectNode();
        actions.putObject("set_priority").put("priority", priority);
        return actions;
    }

    private ObjectNode ism() {
        ObjectNode body = NODES.objectNode();
        ObjectNode policy = body.putObject("policy");
        policy.put("default_state", "hot");
        ArrayNode states = policy.putArray("states");
        state(states, "hot", 100, "warm", warmDays);
        state(states, "warm", 50, "delete", keepDays);
        ObjectNode delete = states.addObject().put("name", "delete");
        delete.putArray("actions").addObject().putObject("delete");
        delete.putArray("transitions");
        ObjectNode template = policy.putArray("ism_template").addObject();
        template.putArray("index_patterns").add(pattern());
        template.put("priority", POLICY_PRIORITY);
        // A policy there has no place for anything else.
        policy.put("description", "Alerts of Tripline, " + hash(policy));
        return body;
    }

    private static void state(
            ArrayNode states, String name, int priority, String next, int afterDays) {
        ObjectNode state = states.addObject().put("name", name);
        state.putArray("actions").addObject().putObject("index_priority").put("priority", priority);
        state.putArray("transitions")
                .addObject()
                .put("state_name", next)
                .putObject("conditions")
                .put("min_index_age", afterDays + "d");
    }

    /** Says whose it is, and which: a server gives back what it was given in words of its own. */
    private static ObjectNode stamped(ObjectNode body, ObjectNode place) {
        String hash = hash(body);
        place.putObject("_meta").put("managed_by", "tripline").put("hash", hash);
        return body;
    }

    private static String hash(ObjectNode body) {
        return Sha256.of(body.toString()).substring(0, 16);
    }

    /** The hash in what {@link #template} or {@link #policy} made, also given back by a server. */
    static String stamp(JsonNode templateOrPolicy) {
        JsonNode hash = templateOrPolicy.at("/_meta/hash");
        return hash.isTextual()
                ? hash.asText()
                : templateOrPolicy.path("description").asText().replaceFirst(".*, ", "");
    }
}
