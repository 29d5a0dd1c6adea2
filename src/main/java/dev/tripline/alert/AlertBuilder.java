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
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the ECS document of an alert. Depends on nothing but rule, evidence and what the ledger
 * says of the alert, so a replay writes the same one.
 */
final class AlertBuilder implements Serializable {

    private static final long serialVersionUID = 1L;

    static final String ECS_VERSION = "9.0.0";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param created when the alert is made: with {@code event.ingested} the only part that a
     *     replay writes otherwise
     */
    Alert build(Rule rule, Detection detection, AlertStatus status, Instant created)
            throws JsonProcessingException {
        List<Facts> events = detection.inOrder().stream().map(Facts::of).toList();
        Entity entity = new Entity(events);
        Evidence completing = detection.completing();
        Severity severity = rule.risk().severity(status.modifiers());
        String message = message(rule, entity, detection, events);

        ObjectNode document = JSON.createObjectNode();
        document.put("@timestamp", completing.time().toString());
        document.put("message", message);
        document.putObject("ecs").put("version", ECS_VERSION);
        Facts deed = entity.call().orElse(events.get(events.size() - 1));
        EventSection.write(document.putObject("event"), rule, detection, status, deed, created);
        RuleSection.write(document, rule);
        entity.write(document);
        Related.write(document, events);
        ObjectNode tripline = document.putObject("tripline");
        status.write(tripline, rule);
        if (detection.isLate()) {
            tripline.put("late", true);
        }
        tripline.set("join_key", Shortened.of(JSON.readTree(detection.joinKey())));
        entity.cluster().ifPresent(cluster -> tripline.put("cluster", cluster));
        entity.call().ifPresent(call -> CallSection.write(document, tripline, call));
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
