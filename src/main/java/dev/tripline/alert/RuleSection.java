// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threat;
import java.util.List;
import java.util.Map;

/** What a rule says of itself: {@code rule}, {@code threat} and {@code tags}. */
final class RuleSection {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleSection() {}

    static void write(ObjectNode document, Rule rule) {
        writeRule(document.putObject("rule"), rule);
        writeThreats(document, rule);
        document.set("tags", JSON.valueToTree(rule.tags()));
    }

    private static void writeRule(ObjectNode json, Rule rule) {
        json.put("id", rule.id());
        json.put("name", rule.name());
        json.put("description", rule.description());
        json.put("category", rule.type().word());
        json.put("ruleset", "tripline");
        texts(json, "author", other(rule).get("author"));
        texts(json, "license", other(rule).get("license"));
        texts(json, "version", other(rule).get("version"));
        if (!rule.references().isEmpty()) {
            json.set("reference", JSON.valueToTree(rule.references()));
        }
        if (rule.note() != null) {
            json.put("note", rule.note());
        }
    }

    /** The keys of the file's table that the engine has no use for. */
    private static Map<?, ?> other(Rule rule) {
        return rule.other().get("rule") instanceof Map<?, ?> keys ? keys : Map.of();
    }

    private static void texts(ObjectNode json, String name, Object value) {
        if (value instanceof List<?> several) {
            ArrayNode array = json.putArray(name);
            several.forEach(one -> array.add(String.valueOf(one)));
        } else if (value != null) {
            json.put(name, String.valueOf(value));
        }
    }

    private static void writeThreats(ObjectNode document, Rule rule) {
        if (rule.threats().isEmpty()) {
            return;
        }
        ObjectNode threat = document.putObject("threat");
        threat.put("framework", rule.threats().get(0).framework());
        for (Threat claim : rule.threats()) {
            Threat.Tactic tactic = claim.tactic();
            writeClaim(
                    threat.withObject("/tactic"), tactic.id(), tactic.name(), tactic.reference());
            for (Threat.Technique technique : claim.techniques()) {
                writeTechnique(threat.withObject("/technique"), technique);
                for (Threat.Technique sub : technique.subtechniques()) {
                    writeTechnique(
                            threat.withObject("/technique").withObject("/subtechnique"), sub);
                }
            }
        }
    }

    private static void writeTechnique(ObjectNode json, Threat.Technique technique) {
        writeClaim(json, technique.id(), technique.name(), technique.reference());
    }

    /** Once, though a technique may serve several tactics. */
    private static void writeClaim(ObjectNode json, String id, String name, String reference) {
        ArrayNode ids = json.withArray("/id");
        if (ids.valueStream().noneMatch(known -> known.asText().equals(id))) {
            ids.add(id);
            json.withArray("/name").add(name);
            if (reference != null && !reference.isEmpty()) {
                json.withArray("/reference").add(reference);
            }
        }
    }
}
