// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** The reference's events as the engine's, and the engine's answers as the reference's. */
public final class StreamEvents {

    public static final String TIEBREAKER = "tie";

    private static final FieldSet FIELDS =
            FieldSet.of("event.category", "kind", "u", "v", TIEBREAKER);
    private static final ObjectMapper JSON = new ObjectMapper();

    private StreamEvents() {}

    static FieldSet fields() {
        return FIELDS;
    }

    /** As a line of a file of documents, which its place orders. */
    static Event event(ReferenceSequences.Event event) {
        return event(event, Identity.of(String.valueOf(event.id()), ""), event.place());
    }

    /** As an event that knows its own order, delivered at some place. */
    static Event delivery(ReferenceSequences.Event event, int place) {
        return event(event, Identity.of(String.valueOf(event.id()), null), place);
    }

    private static Event event(ReferenceSequences.Event event, Identity identity, int place) {
        Object[] values = new Object[FIELDS.size()];
        values[FIELDS.slot("kind")] = value(new ArrayList<>(event.kinds()));
        values[FIELDS.slot("u")] = value(event.values().get("u"));
        values[FIELDS.slot("v")] = value(event.values().get("v"));
        values[FIELDS.slot(TIEBREAKER)] =
                event.tiebreaker() == null ? null : Long.valueOf(event.tiebreaker());
        return new Event(
                FIELDS,
                values,
                Timestamp.of(event.time()),
                identity,
                Coordinates.ofLine("test", "events.ndjson", place));
    }

    private static Object value(List<?> values) {
        List<Object> carried = new ArrayList<>();
        values.forEach(v -> carried.add(v instanceof Integer number ? number.longValue() : v));
        return switch (carried.size()) {
            case 0 -> null;
            case 1 -> carried.get(0);
            default -> carried.toArray();
        };
    }

    /** One line of a file of documents. */
    public static String json(ReferenceSequences.Event event, String scope) {
        ObjectNode json = JSON.createObjectNode();
        json.put("@timestamp", event.time().toString());
        json.put("id", event.id());
        json.put("scope", scope);
        json.set("kind", JSON.valueToTree(event.kinds()));
        event.values().forEach((field, values) -> json.set(field, JSON.valueToTree(values)));
        if (event.tiebreaker() != null) {
            json.put(TIEBREAKER, event.tiebreaker());
        }
        return json.toString();
    }

    /** Key and events' ids as one text, to compare and to read. */
    public static String show(ReferenceSequences.Match match) {
        try {
            return JSON.writeValueAsString(match.key()) + " " + match.events();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Like {@link #show(ReferenceSequences.Match)}, where events are identified by their id. */
    static String show(Detection detection) {
        return detection.joinKey()
                + " "
                + detection.events().stream().map(Evidence::identity).toList();
    }

    /** Like {@link #show(ReferenceSequences.Match)}, where the evidence holds field {@code id}. */
    public static String showDocuments(Detection detection) {
        return detection.joinKey()
                + " "
                + detection.events().stream().map(StreamEvents::documentId).toList();
    }

    public static String documentId(Evidence evidence) {
        try {
            return JSON.readTree(evidence.fields()).path("id").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
