// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An alert as a Detection Finding of OCSF 1.3, made of its ECS document. What OCSF has no place for
 * is kept under {@code unmapped}.
 *
 * @see <a href="https://schema.ocsf.io/1.3.0/classes/detection_finding">Detection Finding</a>
 */
final class OcsfFinding {

    static final String OCSF_VERSION = "1.3.0";

    private static final int FINDINGS = 2;
    private static final int DETECTION_FINDING = 2004;
    private static final int RULE = 1;

    private static final Map<String, Integer> SEVERITIES =
            Map.of("low", 2, "medium", 3, "high", 4, "critical", 5);

    private static final int LOW_RISK = 1;

    private final JsonNode alert;

    private OcsfFinding(JsonNode alert) {
        this.alert = alert;
    }

    static ObjectNode of(JsonNode ecsDocument) {
        return new OcsfFinding(ecsDocument).finding();
    }

    /** What a revision does to a finding. */
    private enum Activity {
        CREATE(1, "Create"),
        UPDATE(2, "Update"),
        CLOSE(3, "Close");

        private final int id;
        private final String title;

        Activity(int id, String title) {
            this.id = id;
            this.title = title;
        }
    }

    private ObjectNode finding() {
        Activity activity = activity();
        String severity = alert.at("/tripline/alert/severity").asText();
        boolean withdrawn = activity == Activity.CLOSE;
        ObjectNode finding = JsonNodeFactory.instance.objectNode();
        finding.put("activity_id", activity.id);
        finding.put("activity_name", activity.title);
        finding.put("category_uid", FINDINGS);
        finding.put("category_name", "Findings");
        finding.put("class_uid", DETECTION_FINDING);
        finding.put("class_name", "Detection Finding");
        finding.put("type_uid", DETECTION_FINDING * 100 + activity.id);
        finding.put("type_name", "Detection Finding: " + activity.title);
        finding.put("severity_id", SEVERITIES.get(severity));
        finding.put("severity", title(severity));
        finding.put("status_id", withdrawn ? 4 : 1);
        finding.put("status", withdrawn ? "Resolved" : "New");
        finding.put("is_alert", !withdrawn);
        finding.put("message", alert.path("message").asText());
        finding.put("time", millis("/@timestamp"));
        finding.put("start_time", millis("/event/start"));
        finding.put("end_time", millis("/event/end"));
        finding.put("duration", millis("/event/end") - millis("/event/start"));
        finding.put("count", 1 + alert.at("/tripline/suppression/count").asInt());
        finding.put("risk_score", alert.at("/event/risk_score").asInt());
        finding.put("risk_level_id", SEVERITIES.get(severity) - LOW_RISK);
        finding.put("risk_level", title(severity));
        writeMetadata(finding.putObject("metadata"));
        writeInfo(finding.putObject("finding_info"));
        writeEvidences(finding.putArray("evidences"));
        writeResources(finding);
        writeObservables(finding);
        writeCloud(finding);
        writeUnmapped(finding.putObject("unmapped"));
        return finding;
    }

    private Activity activity() {
        if (alert.at("/tripline/alert/state").asText().equals(AlertState.WITHDRAWN.word())) {
            return Activity.CLOSE;
        }
        return alert.at("/tripline/alert/revision").asInt() == 1
                ? Activity.CREATE
                : Activity.UPDATE;
    }

    private static String title(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private long millis(String path) {
        return Instant.parse(alert.at(path).asText()).toEpochMilli();
    }

    private boolean isInCloud() {
        return alert.at("/cloud/provider").isTextual();
    }

    private void writeMetadata(ObjectNode metadata) {
        metadata.put("version", OCSF_VERSION);
        metadata.put("uid", alert.at("/event/id").asText());
        metadata.put("original_time", alert.path("@timestamp").asText());
        metadata.put("logged_time", millis("/event/created"));
        metadata.putObject("product").put("name", "Tripline").put("vendor_name", "Tripline");
        ArrayNode profiles = metadata.putArray("profiles");
        profiles.add("container");
        if (isInCloud()) {
            profiles.add("cloud");
        }
        ArrayNode labels = metadata.putArray("labels");
        alert.path("tags").forEach(labels::add);
    }

    private void writeInfo(ObjectNode info) {
        info.put("uid", alert.at("/event/id").asText());
        info.put("title", alert.at("/rule/name").asText());
        info.put("desc", alert.at("/rule/description").asText());
        info.put("created_time", millis("/event/created"));
        info.put("first_seen_time", millis("/event/start"));
        info.put("last_seen_time", millis("/event/end"));
        ArrayNode types = info.putArray("types");
        alert.at("/threat/tactic/name").forEach(types::add);
        JsonNode reference = alert.at("/rule/reference/0");
        if (reference.isTextual()) {
            info.put("src_url", reference.asText());
        }
        ObjectNode analytic = info.putObject("analytic");
        analytic.put("uid", alert.at("/rule/id").asText());
        analytic.put("name", alert.at("/rule/name").asText());
        analytic.put("type_id", RULE);
        analytic.put("type", "Rule");
        analytic.put("category", alert.at("/rule/category").asText());
        copy(alert.at("/rule/version"), analytic, "version");
        writeAttacks(info);
        ArrayNode related = info.putArray("related_events");
        for (JsonNode evidence : alert.at("/tripline/evidence")) {
            ObjectNode event = related.addObject();
            event.put("uid", evidence.at("/event/id").asText());
            event.put("type", evidence.at("/fields/event.dataset").asText("event"));
        }
    }

    /**
     * ECS does not say which technique serves which tactic; with one tactic there is no question.
     * With several, each stands for itself.
     */
    private void writeAttacks(ObjectNode info) {
        JsonNode threat = alert.path("threat");
        if (threat.isMissingNode()) {
            return;
        }
        ArrayNode attacks = info.putArray("attacks");
        JsonNode tactics = threat.at("/tactic/id");
        JsonNode techniques = threat.at("/technique/id");
        JsonNode subs = threat.at("/technique/subtechnique/id");
        boolean oneTactic = tactics.size() == 1;
        if (!oneTactic || techniques.isEmpty()) {
            for (int i = 0; i < tactics.size(); i++) {
                claim(attacks.addObject(), "tactic", threat.path("tactic"), i);
            }
        }
        for (int i = 0; i < techniques.size(); i++) {
            boolean named = false;
            for (int j = 0; j < subs.size(); j++) {
                if (subs.get(j).asText().startsWith(techniques.get(i).asText() + ".")) {
                    ObjectNode attack = technique(attacks.addObject(), threat, i, oneTactic);
                    claim(attack, "sub_technique", threat.at("/technique/subtechnique"), j);
                    named = true;
                }
            }
            if (!named) {
                technique(attacks.addObject(), threat, i, oneTactic);
            }
        }
    }

    private static ObjectNode technique(
            ObjectNode attack, JsonNode threat, int index, boolean oneTactic) {
        if (oneTactic) {
            claim(attack, "tactic", threat.path("tactic"), 0);
        }
        claim(attack, "technique", threat.path("technique"), index);
        return attack;
    }

    private static void claim(ObjectNode attack, String name, JsonNode claims, int index) {
        attack.putObject(name)
                .put("uid", claims.path("id").path(index).asText())
                .put("name", claims.path("name").path(index).asText());
    }

    private void writeEvidences(ArrayNode evidences) {
        for (JsonNode item : alert.at("/tripline/evidence")) {
            OcsfEvidence.write(evidences.addObject(), item);
        }
    }

    private void writeResources(ObjectNode finding) {
        ArrayNode resources = finding.arrayNode();
        JsonNode pod = alert.at("/orchestrator/resource/name");
        if (pod.isTextual()) {
            ObjectNode resource = resources.addObject().put("type", "pod");
            copy(pod, resource, "name");
            copy(alert.at("/orchestrator/namespace"), resource, "namespace");
            writeCluster(resource);
        }
        JsonNode container = alert.at("/container/id");
        if (container.isTextual()) {
            ObjectNode resource = resources.addObject().put("type", "container");
            copy(container, resource, "uid");
            copy(alert.at("/container/name"), resource, "name");
        }
        JsonNode target = alert.at("/tripline/target");
        if (target.path("resource").isTextual()) {
            ObjectNode resource = resources.addObject();
            copy(target.path("resource"), resource, "type");
            copy(target.path("name"), resource, "name");
            copy(target.path("namespace"), resource, "namespace");
            writeCluster(resource);
        }
        JsonNode instance = alert.at("/cloud/instance/id");
        if (instance.isTextual()) {
            ObjectNode resource = resources.addObject().put("type", "instance");
            copy(instance, resource, "uid");
            copy(alert.at("/cloud/region"), resource, "region");
        }
        if (!resources.isEmpty()) {
            finding.set("resources", resources);
        }
    }

    private void writeCluster(ObjectNode resource) {
        JsonNode cluster = alert.at("/tripline/cluster");
        if (cluster.isTextual()) {
            resource.putObject("data").set("cluster", cluster);
        }
    }

    private void writeObservables(ObjectNode finding) {
        ArrayNode observables = finding.arrayNode();
        observe(observables, "ip", 2, "IP Address");
        observe(observables, "hosts", 1, "Hostname");
        observe(observables, "user", 4, "User Name");
        observe(observables, "hash", 8, "Hash");
        if (!observables.isEmpty()) {
            finding.set("observables", observables);
        }
    }

    /** The name of an observable leads to where it stands in the finding. */
    private void observe(ArrayNode observables, String name, int type, String title) {
        for (JsonNode value : alert.path("related").path(name)) {
            observables
                    .addObject()
                    .put("name", "unmapped.related." + name)
                    .put("type_id", type)
                    .put("type", title)
                    .set("value", value);
        }
    }

    private void writeCloud(ObjectNode finding) {
        if (!isInCloud()) {
            return;
        }
        ObjectNode cloud = finding.putObject("cloud");
        copy(alert.at("/cloud/provider"), cloud, "provider");
        copy(alert.at("/cloud/region"), cloud, "region");
        JsonNode account = alert.at("/cloud/account/id");
        if (account.isTextual()) {
            cloud.putObject("account").set("uid", account);
        }
    }

    /** The evidence has its place, the rest of what is Tripline's own has none. */
    private void writeUnmapped(ObjectNode unmapped) {
        ObjectNode tripline = alert.path("tripline").deepCopy();
        tripline.remove(List.of("evidence", "target", "cluster"));
        unmapped.set("tripline", tripline);
        copy(alert.path("related"), unmapped, "related");
        copy(alert.at("/rule/note"), unmapped, "rule.note");
        copy(alert.at("/event/ingested"), unmapped, "event.ingested");
    }

    private static void copy(JsonNode value, ObjectNode to, String name) {
        if (!value.isMissingNode()) {
            to.set(name, value);
        }
    }
}
