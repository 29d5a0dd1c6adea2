// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Response;
import dev.tripline.rule.Risk;
import dev.tripline.rule.Rule;

/**
 * What is known of an alert beyond the detection that it shows.
 *
 * @param revision from 1
 * @param modifiers which risk modifiers apply, as bits
 * @param escalated whether another detection that it stands for is worse than the one it shows
 * @param suppressed {@code null} if the alert stands for its detection alone
 */
record AlertStatus(
        String id,
        AlertState state,
        int revision,
        long modifiers,
        boolean escalated,
        Suppressed suppressed) {

    /**
     * The detections that an alert stands for besides the one it shows.
     *
     * @param count how many they are
     * @param first when the first of all was completed
     * @param last when the last of all was completed
     */
    record Suppressed(long count, Timestamp first, Timestamp last, SuppressionGroup group) {}

    /** Puts what is the same for all kinds of rules under {@code tripline}. */
    void write(ObjectNode tripline, Rule rule) {
        ObjectNode alert = tripline.putObject("alert");
        alert.put("state", state.word());
        alert.put("revision", revision);
        alert.put("severity", rule.risk().severity(modifiers).word());
        if (escalated) {
            alert.put("escalated", true);
        }
        writeRisk(tripline.putObject("risk"), rule.risk());
        if (suppressed != null) {
            ObjectNode json = tripline.putObject("suppression");
            json.put("count", suppressed.count());
            json.put("first", suppressed.first().toString());
            json.put("last", suppressed.last().toString());
            json.set("group", Shortened.of(suppressed.group().values()));
        }
        if (!rule.response().isEmpty()) {
            writeResponse(tripline.putObject("response"), rule.response());
        }
    }

    private void writeRisk(ObjectNode json, Risk risk) {
        json.put("base", risk.score());
        json.put("score", risk.score(modifiers));
        ArrayNode applied = json.putArray("modifiers");
        risk.applied(modifiers)
                .forEach(
                        modifier ->
                                applied.addObject()
                                        .put("name", modifier.name())
                                        .put("score", modifier.score()));
    }

    private static void writeResponse(ObjectNode json, Response response) {
        ArrayNode triage = json.putArray("triage");
        response.triage().forEach(triage::add);
        ArrayNode countermeasures = json.putArray("countermeasures");
        for (Response.Countermeasure countermeasure : response.countermeasures()) {
            countermeasures
                    .addObject()
                    .put("id", countermeasure.id())
                    .put("name", countermeasure.name())
                    .put("reference", countermeasure.reference())
                    .put("action", countermeasure.action());
        }
    }
}
