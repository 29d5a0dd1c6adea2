// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Redactor;
import dev.tripline.event.Timestamp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a detection keeps of an event. */
class EvidenceTest {

    private static final String JWT =
            "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl";

    @Test
    void isWhatTheRuleAndItsAlertAskFor() {
        Event event = event("1", "a", "x", "b", new Object[] {1L, true, 2.5}, "other", "y");

        assertThat(take("any where a == \"x\"", List.of("b", "c"), event).fields())
                .isEqualTo("{\"a\":\"x\",\"b\":[1,true,2.5]}");
    }

    @Test
    void holdsNoToken() {
        Event event =
                event(JWT, "a", "Bearer " + JWT, "b", new Object[] {"--token", "s3cr3t-token-x"});

        Evidence evidence = take("any where a != null and b != null", List.of(), event);

        assertThat(evidence.toString())
                .doesNotContain(JWT.substring(0, 20))
                .doesNotContain("s3cr3t-token-x")
                .contains("<jwt:", "<token:");
    }

    @Test
    void cutsWhatNobodyReads() throws Exception {
        Event event = event("1", "a", "x".repeat(100_000));

        assertThat(fields(take("any where a != null", List.of(), event)).get("a").asText())
                .hasSizeLessThan(5_000)
                .endsWith("… (100000 characters)");
    }

    @Test
    void keepsTheLastOfTooManyValues() throws Exception {
        Object[] addresses = new Object[10_000];
        Arrays.fill(addresses, "198.51.100.77");
        addresses[9_999] = "10.0.0.1";

        JsonNode kept =
                fields(take("any where a != null", List.of(), event("1", "a", addresses))).get("a");

        assertThat(kept).hasSizeLessThan(500);
        assertThat(kept.get(kept.size() - 1).asText()).isEqualTo("10.0.0.1");
    }

    @Test
    void theHeadersOfItsRecordAreKeptWithoutTokens() {
        Event plain = event("1", "a", "b");
        Event event =
                new Event(
                        plain.fields(),
                        new Object[] {"b"},
                        plain.time(),
                        plain.identity(),
                        Coordinates.ofRecord(
                                "test", "topic", 0, 0, 0, "{\"via\":\"Bearer abcdef123456\"}"));

        Evidence evidence = take("any where a != null", List.of(), event);

        assertThat(evidence.coordinates().headers())
                .matches("\\{\"via\":\"Bearer <token:[0-9a-f]{8}>\"}");
    }

    private static Evidence take(String query, List<String> context, Event event) {
        Evidence[] taken = new Evidence[1];
        new RuleEvaluator(
                        List.of(QueryRule.of("rule", query)),
                        event.fields(),
                        context,
                        new Redactor(new byte[] {1}))
                .evaluate(
                        event,
                        new RuleEvaluator.Output() {
                            @Override
                            public void detection(Detection detection) {
                                taken[0] = detection.completing();
                            }

                            @Override
                            public void hit(Hit hit, WindowClass window) {
                                throw new AssertionError(hit);
                            }
                        });
        return taken[0];
    }

    private static JsonNode fields(Evidence evidence) throws Exception {
        return new ObjectMapper().readTree(evidence.fields());
    }

    private static Event event(String identity, Object... namesAndValues) {
        String[] names = new String[namesAndValues.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = (String) namesAndValues[2 * i];
        }
        FieldSet fields = FieldSet.of(names);
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < names.length; i++) {
            values[fields.slot(names[i])] = namesAndValues[2 * i + 1];
        }
        return new Event(
                fields,
                values,
                Timestamp.ofMillis(0),
                Identity.of(identity, null),
                Coordinates.ofLine("test", "events.ndjson", 1));
    }
}
