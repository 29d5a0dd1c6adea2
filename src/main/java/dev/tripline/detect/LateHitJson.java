// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.event.CoordinatesJson;
import dev.tripline.rule.Rule;
import org.apache.flink.api.common.functions.MapFunction;

/** Writes a late hit as one JSON line, from which its record and its part can be found again. */
public final class LateHitJson implements MapFunction<LateHit, String> {

    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String map(LateHit late) throws JsonProcessingException {
        Hit hit = late.hit();
        Evidence event = hit.evidence();
        ObjectNode json = JSON.createObjectNode();
        json.put("@timestamp", event.time().toString());
        json.put("late_by_ms", late.watermark() - event.time().millis());
        json.putObject("rule").put("id", Rule.idOf(hit.ruleKey())).put("key", hit.ruleKey());
        ArrayNode terms = json.putArray("terms");
        for (int term = 0; term < Long.SIZE; term++) {
            if (hit.matches(term)) {
                terms.add(term + 1);
            }
        }
        json.set("join_key", JSON.readTree(hit.joinKey()));
        json.putObject("event").put("id", event.identity());
        json.set("source", CoordinatesJson.of(event.coordinates()));
        json.set("fields", JSON.readTree(event.fields()));
        return JSON.writeValueAsString(json);
    }
}
