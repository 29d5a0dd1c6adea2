// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Detection;
import dev.tripline.detect.Evidence;
import dev.tripline.detect.MatchPlaces;
import dev.tripline.event.CoordinatesJson;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Severity;
import dev.tripline.rule.Threat;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the ECS document of an alert. Depends on nothing but rule, evidence and what the ledger
 * says of the alert, so a replay writes the same one.
 */
final class AlertBuilder implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String ECS_VERSION = "9.0.0";

    private static final ObjectMapper JSON = new ObjectMapper();

    Alert build(Rule rule, Detection detection, AlertStatus status) throws JsonProcessingException {
        List<Facts> events = detection.inOrder().stream().map(Facts::of).toList();
        Entity entity = new Entity(events);
        Evidence completing = detection.completing();
        Severity severity = rule.risk().severity(status.modifiers());
        String message = message(rule, entity, detection, events);

        ObjectNode document = JSON.createObjectNode();
        document.put("@timestamp", completing.time().toString());
        document.put("message", message);
        document.putObject("ecs").put("version", ECS_VERSION);
        writeEvent(document.putObject("event"), rule, detection, status);
        Facts deed = entity.request().orElse(events.get(events.size() - 1));
        deed.text("event.action")
                .ifPresent(action -> document.withObject("/event").put("action", action));
        writeRule(document.putObject("rule"), rule);
        writeThreats(document, rule);
        document.set("tags", JSON.valueToTree(rule.tags()));
        entity.write(document);
        ObjectNode tripline = document.putObject("tripline");
        status.write(tripline, rule);
        if (detection.isLate()) {
            tripline.put("late", true);
        }
        tripline.set("join_key", JSON.readTree(detection.joinKey()));
        entity.cluster().ifPresent(cluster -> tripline.put("cluster", cluster));
        entity.request().ifPresent(request -> writeRequest(document, tripline, request));
        GroupingFacts.write(tripline, rule, detection);
        writeEvidence(tripline.putArray("evidence"), rule, detection);
        return new Alert(
                status.id(),
                status.revision(),
                status.state(),
                rule.id(),
                severity.word(),
                completing.time().toString(),
                message,
                JSON.writeValueAsString(document));
    }

    private static String message(
            Rule rule, Entity entity, Detection detection, List<Facts> events) {
        if (rule.grouping() != null) {
            return rule.name()
                    + ": "
                    + entity.phrase()
                    + ": "
                    + GroupingFacts.phrase(rule, detection)
                    + EventPhrase.of(events.get(0));
        }
        String story = events.stream().map(EventPhrase::of).collect(Collectors.joining(", then "));
        Duration span = span(events);
        String duration = span.isZero() ? "" : " within " + seconds(span) + " s";
        return rule.name() + ": " + entity.phrase() + ": " + story + duration;
    }

    private static Duration span(List<Facts> events) {
        return Duration.between(
                events.get(0).evidence().time().toInstant(),
                events.get(events.size() - 1).evidence().time().toInstant());
    }

    private static String seconds(Duration span) {
        return BigDecimal.valueOf(span.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static void writeEvent(
            ObjectNode event, Rule rule, Detection detection, AlertStatus status) {
        event.put("id", status.id());
        event.put("kind", "alert");
        event.put("module", "tripline");
        event.put("dataset", "tripline.alerts");
        event.put("severity", severityNumber(rule.risk().severity(status.modifiers())));
        event.put("risk_score", rule.risk().score(status.modifiers()));
        event.put("start", detection.inOrder().get(0).time().toString());
        event.put("end", detection.completing().time().toString());
    }

    /** The numbers that SIEMs show these words for. */
    private static int severityNumber(Severity severity) {
        return switch (severity) {
            case LOW -> 21;
            case MEDIUM -> 47;
            case HIGH -> 73;
            case CRITICAL -> 99;
        };
    }

    private static void writeRule(ObjectNode json, Rule rule) {
        json.put("id", rule.id());
        json.put("name", rule.name());
        json.put("description", rule.description());
        if (!rule.references().isEmpty()) {
            json.set("reference", JSON.valueToTree(rule.references()));
        }
        if (rule.note() != null) {
            json.put("note", rule.note());
        }
    }

    private static void writeThreats(ObjectNode document, Rule rule) {
        if (rule.threats().isEmpty()) {
            return;
        }
        ObjectNode threat = document.putObject("threat");
        threat.put("framework", rule.threats().get(0).framework());
        for (Threat claim : rule.threats()) {
            writeClaim(threat.withObject("/tactic"), claim.tactic().id(), claim.tactic().name());
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
        writeClaim(json, technique.id(), technique.name());
    }

    /** Once, though a technique may serve several tactics. */
    private static void writeClaim(ObjectNode json, String id, String name) {
        ArrayNode ids = json.withArray("/id");
        if (ids.valueStream().noneMatch(known -> known.asText().equals(id))) {
            ids.add(id);
            json.withArray("/name").add(name);
        }
    }

    private static void writeRequest(ObjectNode document, ObjectNode tripline, Facts request) {
        request.text("kubernetes.audit.requestURI")
                .ifPresent(
                        uri -> {
                            document.putObject("url").put("original", uri);
                            tripline.withObject("/action").put("path", uri);
                        });
        request.text("event.action")
                .ifPresent(verb -> tripline.withObject("/action").put("verb", verb));
        tripline.set("target", Target.of(request).json());
        tripline.set("result", Result.json(request));
        request.text(Result.DECISION)
                .ifPresent(
                        decision ->
                                document.withObject("/event")
                                        .put(
                                                "outcome",
                                                decision.equals("allow") ? "success" : "failure"));
    }

    private static void writeEvidence(ArrayNode json, Rule rule, Detection detection) {
        List<Integer> places = MatchPlaces.of(rule.query()).ofEvents();
        for (int i = 0; i < detection.events().size(); i++) {
            Evidence evidence = detection.events().get(i);
            ObjectNode item = json.addObject();
            // The events of a threshold all have the one place that its query has.
            item.put("stage", places.get(Math.min(i, places.size() - 1)) + 1);
            item.put("@timestamp", evidence.time().toString());
            item.putObject("event").put("id", evidence.identity());
            item.set("source", CoordinatesJson.of(evidence.coordinates()));
            if (evidence.late()) {
                item.put("late", true);
            }
            item.set("fields", Facts.of(evidence).fields());
        }
    }
}
