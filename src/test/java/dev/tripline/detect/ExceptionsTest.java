// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Query;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Identity;
import dev.tripline.event.Redactor;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Exemption;
import dev.tripline.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event under an exception takes part in. */
class ExceptionsTest {

    private static final Instant EXPIRES = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant BEFORE = EXPIRES.minusNanos(1);

    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "2026-02-28T23:59:59.999999999Z, excepted by known",
        "2026-03-01T00:00:00Z, detection",
        "2026-03-01T00:00:00.000000001Z, detection"
    })
    void anExceptionEndsByTheTimeOfTheEvent(Instant time, String expected) {
        evaluate("any where a == \"1\"", "any where user == \"known\"", time, "1", "", "known");

        assertThat(said).containsExactly(expected);
    }

    @Test
    void anotherEventOfTheRuleCounts() {
        evaluate("any where a == \"1\"", "any where user == \"known\"", BEFORE, "1", "", "other");

        assertThat(said).containsExactly("detection");
    }

    @Test
    void whatTheRuleDoesNotLookForIsNotCounted() {
        evaluate("any where a == \"1\"", "any where user == \"known\"", BEFORE, "2", "", "known");

        assertThat(said).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // An event that is first stage and end, or first stage and must be missing.
        "'sequence by user [any where a == \"1\"] [any where b == \"9\"] until [any where b == \"2\"]',"
                + " 4",
        "'sequence by user with maxspan=1m [any where a == \"1\"] ![any where b == \"2\"]"
                + " [any where b == \"9\"]', 2"
    })
    void anEventUnderAnExceptionStillEndsAndForbids(String query, long terms) {
        evaluate(query, "any where user == \"known\"", BEFORE, "1", "2", "known");

        assertThat(said).containsExactly("excepted by known", "hit for " + terms);
    }

    @Test
    void anEventThatOnlyEndsASequenceIsNotCounted() {
        evaluate(
                "sequence by user [any where a == \"1\"] [any where b == \"9\"]"
                        + " until [any where b == \"2\"]",
                "any where user == \"known\"",
                BEFORE,
                "0",
                "2",
                "known");

        assertThat(said).containsExactly("hit for 4");
    }

    @Test
    void noStageOfASequenceOrSampleIsTaken() {
        for (String query :
                List.of(
                        "sequence by user [any where a == \"1\"] [any where b == \"2\"]",
                        "sample by user [any where a == \"1\"] [any where b == \"2\"]")) {
            said.clear();
            evaluate(query, "any where user == \"known\"", BEFORE, "1", "2", "known");

            assertThat(said).as(query).containsExactly("excepted by known");
        }
    }

    private void evaluate(
            String query, String condition, Instant time, String a, String b, String user) {
        Rule plain = QueryRule.of("r", query, null);
        Query exception = QueryRule.of("x", condition, null).query();
        Rule rule =
                new Rule(
                        plain.id(),
                        plain.name(),
                        plain.description(),
                        plain.risk(),
                        plain.type(),
                        plain.enabled(),
                        plain.queryText(),
                        plain.query(),
                        plain.grouping(),
                        plain.categoryField(),
                        plain.tiebreakerField(),
                        plain.threats(),
                        plain.references(),
                        plain.falsePositives(),
                        plain.note(),
                        plain.tags(),
                        plain.response(),
                        plain.suppression(),
                        plain.eager(),
                        List.of(
                                new Exemption(
                                        "known",
                                        List.of("*"),
                                        condition,
                                        (EventQuery) exception,
                                        "",
                                        "",
                                        EXPIRES,
                                        "")),
                        plain.other(),
                        plain.file());
        FieldSet fields = FieldSet.of(RuleEvaluator.fields(List.of(rule), List.of()));
        Object[] values = new Object[fields.size()];
        values[fields.slot("a")] = a;
        values[fields.slot("user")] = user;
        if (fields.slot("b") != FieldSet.ABSENT) {
            values[fields.slot("b")] = b;
        }
        Event event =
                new Event(
                        fields,
                        values,
                        Timestamp.of(time),
                        Identity.of("1", null),
                        Coordinates.ofLine("test", "e", 1));
        Redactor redactor = new Redactor("k".getBytes(StandardCharsets.UTF_8));
        new RuleEvaluator(List.of(rule), fields, List.of(), redactor)
                .evaluate(
                        event,
                        new RuleEvaluator.Output() {
                            @Override
                            public void detection(Detection detection) {
                                said.add("detection");
                            }

                            @Override
                            public void hit(Hit hit, WindowClass window) {
                                said.add("hit for " + hit.terms());
                            }

                            @Override
                            public void excepted(String name) {
                                said.add("excepted by " + name);
                            }
                        });
    }
}
