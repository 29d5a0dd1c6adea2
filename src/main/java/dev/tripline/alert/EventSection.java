// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Detection;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What stands under {@code event}: when and how an alert came about, and what kind of deed it is.
 */
final class EventSection {

    /** The words that ECS knows; what sources say beyond them is in the evidence. */
    private static final Set<String> CATEGORIES =
            Set.of(
                    "api",
                    "authentication",
                    "configuration",
                    "database",
                    "driver",
                    "email",
                    "file",
                    "host",
                    "iam",
                    "intrusion_detection",
                    "library",
                    "malware",
                    "network",
                    "package",
                    "process",
                    "registry",
                    "session",
                    "threat",
                    "vulnerability",
                    "web");

    private static final Set<String> TYPES =
            Set.of(
                    "access",
                    "admin",
                    "allowed",
                    "change",
                    "connection",
                    "creation",
                    "deletion",
                    "denied",
                    "device",
                    "end",
                    "error",
                    "group",
                    "indicator",
                    "info",
                    "installation",
                    "protocol",
                    "start",
                    "user");

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static final Set<String> OUTCOMES = Set.of("success", "failure", "unknown");

    private EventSection() {}

    /**
     * @param deed the event that the alert is most about
     * @param created when the alert is made
     */
    static void write(
            ObjectNode event,
            Rule rule,
            Detection detection,
            AlertStatus status,
            Facts deed,
            Instant created) {
        Timestamp start = detection.inOrder().get(0).time();
        Timestamp end = detection.completing().time();
        event.put("id", status.id());
        event.put("kind", "alert");
        event.put("module", "tripline");
        event.put("dataset", "tripline.alerts");
        event.put("severity", severityNumber(rule.risk().severity(status.modifiers())));
        event.put("risk_score", rule.risk().score(status.modifiers()));
        event.put("start", start.toString());
        event.put("end", end.toString());
        event.put("duration", nanos(Duration.between(start.toInstant(), end.toInstant())));
        event.put("created", created.toString());
        event.put("ingested", arrival(detection.completing().coordinates(), created).toString());
        deed.text("event.action").ifPresent(action -> event.put("action", action));
        put(event, "category", categories(deed));
        put(event, "type", types(deed));
        outcome(event, deed);
    }

    /** The times of events can be any, and lie further apart than nanoseconds can be counted. */
    private static long nanos(Duration span) {
        return span.compareTo(LONGEST) < 0 ? span.toNanos() : LONGEST.toNanos();
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

    /** Lines of files have no time of their own: they come in when they are read. */
    private static Instant arrival(Coordinates place, Instant created) {
        return place.recordTime() == Coordinates.NONE
                ? created
                : Instant.ofEpochMilli(place.recordTime());
    }

    private static Set<String> categories(Facts deed) {
        Set<String> categories = known(deed.all("event.category"), CATEGORIES);
        if (deed.isAuditEvent()) {
            categories.add("api");
        }
        return categories;
    }

    private static Set<String> types(Facts deed) {
        Set<String> types = known(deed.all("event.type"), TYPES);
        if (deed.isAuditEvent()) {
            types.add(typeOf(deed.text("event.action").orElse("").toLowerCase(Locale.ROOT)));
            deed.text(Result.DECISION)
                    .ifPresent(decision -> types.add(isAllowed(decision) ? "allowed" : "denied"));
        }
        return types;
    }

    private static String typeOf(String verb) {
        return switch (verb) {
            case "get", "list", "watch", "head" -> "access";
            case "create", "post" -> "creation";
            case "update", "patch", "put" -> "change";
            case "delete", "deletecollection" -> "deletion";
            default -> "info";
        };
    }

    private static boolean isAllowed(String decision) {
        return decision.equals("allow");
    }

    private static Set<String> known(List<JsonNode> values, Set<String> words) {
        Set<String> known = new TreeSet<>();
        values.stream().map(JsonNode::asText).filter(words::contains).forEach(known::add);
        return known;
    }

    private static void put(ObjectNode event, String name, Collection<String> words) {
        if (!words.isEmpty()) {
            ArrayNode json = event.putArray(name);
            words.forEach(json::add);
        }
    }

    private static void outcome(ObjectNode event, Facts deed) {
        deed.text(Result.DECISION)
                .map(decision -> isAllowed(decision) ? "success" : "failure")
                .or(() -> deed.text("event.outcome").filter(OUTCOMES::contains))
                .ifPresent(outcome -> event.put("outcome", outcome));
    }
}
