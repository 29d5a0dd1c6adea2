// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Count;
import dev.tripline.detect.Detection;
import dev.tripline.detect.Evidence;
import dev.tripline.detect.QueryRule;
import dev.tripline.eql.JoinKey;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleType;
import dev.tripline.rule.Threshold;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupingFactsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<JoinKey> USER = List.of(new JoinKey("user.name", false));

    private static final Rule THRESHOLD =
            QueryRule.of(
                    "threshold",
                    "any where true",
                    RuleType.THRESHOLD,
                    new Threshold(
                            USER,
                            2,
                            Duration.ofMinutes(5),
                            Threshold.Match.ALL,
                            List.of(
                                    new Threshold.Cardinality(
                                            List.of(new JoinKey("host.name", false)), 3)),
                            Duration.ofHours(1)));

    private static final Rule NEW_TERMS =
            QueryRule.of(
                    "terms",
                    "any where true",
                    RuleType.NEW_TERMS,
                    new NewTerms(
                            USER, Duration.ofDays(30), List.of(), null, Duration.ZERO, null, 10));

    @Test
    void aThresholdSaysHowManyThereWere() throws Exception {
        Detection detection = counting(7, "one");
        ObjectNode json = JSON.createObjectNode();
        GroupingFacts.write(json, THRESHOLD, detection);

        assertThat(JSON.readTree(json.toString()))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"threshold": {
                                  "group_by": ["user.name"], "window": "PT5M", "count": 7,
                                  "first": "1970-01-01T00:00:00Z", "last": "1970-01-01T00:00:01Z",
                                  "distinct": [{"field": ["host.name"], "count": 3}]}}
                                """));
        assertThat(GroupingFacts.phrase(THRESHOLD, detection))
                .isEqualTo("7 events with 3 different host.name, first: ");
    }

    @Test
    void newTermsSayWhatIsNew() throws Exception {
        Detection detection = new Detection(NEW_TERMS.key(), "[]", List.of(event("one")));
        ObjectNode json = JSON.createObjectNode();
        GroupingFacts.write(json, NEW_TERMS, detection);

        assertThat(JSON.readTree(json.toString()))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"new_terms": {"fields": ["user.name"], "history": "PT720H"}}
                                """));
        assertThat(GroupingFacts.phrase(NEW_TERMS, detection)).isEqualTo("new user.name: ");
    }

    @Test
    void theNameOfAnAlertIsThatOfItsOccasionAndOfNoEvent() {
        assertThat(AlertId.of("a", counting(7, "one")))
                .isEqualTo(AlertId.of("a", counting(8, "other")))
                .isNotEqualTo(AlertId.of("b", counting(7, "one")));
    }

    private static Detection counting(long events, String identity) {
        Count count =
                new Count(events, Timestamp.ofMillis(0), Timestamp.ofMillis(1_000), List.of(3L), 0);
        return new Detection(
                THRESHOLD.key(), "[\"eve\"]", List.of(event(identity)), "an hour", count);
    }

    private static Evidence event(String identity) {
        return new Evidence(
                Timestamp.ofMillis(0),
                null,
                "",
                identity,
                Coordinates.ofLine("test", "events.ndjson", 1),
                "{}");
    }
}
