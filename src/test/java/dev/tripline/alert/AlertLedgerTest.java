// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Count;
import dev.tripline.detect.Detection;
import dev.tripline.detect.Evidence;
import dev.tripline.event.Coordinates;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertLedgerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final long START = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final String SUPPRESSION = "/tripline/suppression/count";
    private static final String SCORE = "/tripline/risk/score";
    private static final String SHOWN = "/tripline/evidence/0/event/id";

    private static final String SUPPRESSED =
            """
            [rule.alert_suppression]
            group_by = ["orchestrator.resource.name"]
            duration = {value = 30, unit = "m"}
            """;

    private static final String COUNTING =
            """
            [[rule.risk_modifier]]
            name = "many"
            count = 50
            score = 10
            [rule.threshold]
            field = ["user.name", "host.name"]
            value = 5
            """;

    @TempDir Path directory;

    private Rule plain;
    private Rule suppressed;

    @BeforeEach
    void loadRules() throws Exception {
        plain = rule("plain", "");
        suppressed = rule("suppressed", SUPPRESSED);
    }

    @Test
    void ofEqualDetectionsTheFirstIsAnAlert() throws Exception {
        try (Ledger ledger = Ledger.of(plain)) {
            ledger.certain(at(plain, "a", 0), at(plain, "b", 0), at(plain, "a", 0));

            assertThat(ledger.found(SHOWN)).containsExactly("1 final a", "1 final b");
        }
    }

    @Test
    void remembersAcrossARestartAndForgetsAfterADay() throws Exception {
        try (Ledger before = Ledger.of(plain)) {
            before.certain(at(plain, "a", 0));
            try (Ledger after = before.restored()) {
                after.certain(at(plain, "a", 0), at(plain, "b", 0));
                assertThat(after.found(SHOWN)).containsExactly("1 final b");

                after.daysPass(2).certain(at(plain, "a", 0));
                assertThat(after.found(SHOWN)).containsExactly("1 final b", "1 final a");
                assertThat(after.timers()).isZero();
            }
        }
    }

    @Test
    void aDetectionOfARuleThatIsGoneRaisesNothing() throws Exception {
        try (Ledger ledger = Ledger.of(plain)) {
            assertThat(ledger.certain(at(suppressed, "a", 0)).alerts()).isEmpty();
        }
    }

    @Test
    void oneAlertStandsForAllThatAreAboutTheSameInItsTime() throws Exception {
        try (Ledger ledger = Ledger.of(suppressed)) {
            ledger.certain(pod("b", 2, "web-1"), pod("a", 1, "web-1"), pod("c", 29, "web-1"));
            ledger.certain(pod("other", 3, "web-2"), pod("next", 31, "web-1"));
            assertThat(ledger.found(SHOWN, SUPPRESSION))
                    .containsExactly("1 final b 0", "1 final other 0", "1 final next 0");

            ledger.passes(START + 30 * MINUTE);

            assertThat(ledger.found(SHOWN, SUPPRESSION)).hasSize(4).contains("2 final a 2");
            assertThat(
                            ledger.found(
                                            "/tripline/suppression/first",
                                            "/tripline/suppression/last",
                                            "/tripline/suppression/group")
                                    .get(3))
                    .isEqualTo(
                            "2 final 2026-03-01T10:01:00Z 2026-03-01T10:29:00Z"
                                    + " {orchestrator.resource.name:web-1}");
        }
    }

    @Test
    void ofTooManyAlertsThoseSeenLeastLatelySayTheirLastWordAndAreForgotten() throws Exception {
        try (Ledger ledger = Ledger.within(50, suppressed)) {
            ledger.certain(pod("a", 2, "first"), pod("b", 3, "first"));
            for (int i = 0; i < 200; i++) {
                ledger.certain(pod("flood-" + i, 4, "flood-" + i));
            }

            assertThat(ledger.found(SHOWN, SUPPRESSION)).hasSize(202).contains("2 final a 1");
            assertThat(ledger.stateEntries()).isLessThan(100);
            assertThat(ledger.timers()).isLessThan(10);
        }
    }

    @Test
    void anAlertThatWasForgottenToMakeRoomGoesOnWhereItWas() throws Exception {
        try (Ledger ledger = Ledger.within(35, suppressed)) {
            ledger.certain(pod("a", 2, "web-1"), pod("b", 3, "web-1"), pod("c", 4, "web-2"));
            ledger.certain(pod("d", 4, "web-3"), pod("e", 5, "web-4"));

            ledger.certain(pod("f", 6, "web-1")).passes(START + 30 * MINUTE);

            assertThat(ledger.found(SHOWN, SUPPRESSION)).contains("2 final a 1", "3 final f 2");
        }
    }

    @Test
    void aDetectionThatComesTwiceCountsOnce() throws Exception {
        try (Ledger ledger = Ledger.of(suppressed)) {
            ledger.certain(pod("a", 1, "web-1"), pod("b", 2, "web-1"));
            ledger.certain(pod("b", 2, "web-1"), pod("a", 1, "web-1"));
            try (Ledger restored = ledger.restored()) {
                restored.certain(pod("b", 2, "web-1")).passes(START + 30 * MINUTE);

                assertThat(restored.found(SHOWN, SUPPRESSION)).containsExactly("2 final a 1");
                assertThat(restored.timers()).isZero();
            }
        }
    }

    @Test
    void nothingMoreIsSaidOfAnAlertThatStandsForItselfAlone() throws Exception {
        try (Ledger ledger = Ledger.of(suppressed)) {
            ledger.certain(pod("a", 1, "web-1")).passes(START + 30 * MINUTE);

            assertThat(ledger.found()).containsExactly("1 final");
        }
    }

    @Test
    void whatComesAfterItsTimeIsToldWithTheNextWatermark() throws Exception {
        try (Ledger ledger = Ledger.of(suppressed)) {
            ledger.certain(pod("b", 2, "web-1")).passes(START + 31 * MINUTE);
            ledger.certain(pod("a", 1, "web-1"), pod("c", 3, "web-1"));
            assertThat(ledger.found(SUPPRESSION)).containsExactly("1 final 0");

            ledger.passes(START + 31 * MINUTE + 1);

            assertThat(ledger.found(SHOWN, SUPPRESSION))
                    .containsExactly("1 final b 0", "2 final a 2");
        }
    }

    @Test
    void whatIsWorseGoesOutAtOnce() throws Exception {
        try (Ledger ledger = Ledger.of(suppressed)) {
            ledger.certain(pod("a", 1, "web-1"), pod("b", 2, "web-1", 1), pod("c", 3, "web-1", 1));
            assertThat(ledger.found(SHOWN, SCORE, "/tripline/alert/escalated", SUPPRESSION))
                    .containsExactly("1 final a 21  0", "2 final a 71 true 1");
            assertThat(ledger.alerts()).map(Alert::severity).containsExactly("low", "high");

            ledger.passes(START + 30 * MINUTE);

            assertThat(ledger.found(SCORE, "/event/risk_score", "/event/severity", SUPPRESSION))
                    .last()
                    .isEqualTo("3 final 71 71 73 2");
        }
    }

    @Test
    void aMissingValueIsOneLikeOthersOrKeepsADetectionToItself() throws Exception {
        Rule apart = rule("apart", SUPPRESSED + "missing_fields_strategy = \"doNotSuppress\"\n");
        try (Ledger ledger = Ledger.of(suppressed, apart)) {
            ledger.certain(at(suppressed, "a", 1), at(suppressed, "b", 2));
            ledger.certain(at(apart, "a", 1), at(apart, "b", 2));

            assertThat(ledger.found("/rule/id", SHOWN, "/tripline/suppression/group"))
                    .containsExactly(
                            "1 final suppressed a {orchestrator.resource.name:null}",
                            "1 final apart a ",
                            "1 final apart b ");
        }
    }

    @Test
    void severalValuesAreTheSameInAnyOrder() throws Exception {
        try (Ledger ledger = Ledger.of(suppressed)) {
            ledger.certain(
                    at(suppressed, "a", 1, 0, "{\"orchestrator.resource.name\":[\"y\",\"x\"]}"),
                    at(suppressed, "b", 1, 0, "{\"orchestrator.resource.name\":[\"x\",\"y\"]}"));

            assertThat(ledger.found("/tripline/suppression/group"))
                    .containsExactly("1 final {orchestrator.resource.name:[x,y]}");
        }
    }

    @Test
    void theFirstEventThatHasAFieldNamesTheGroup() throws Exception {
        Evidence without = at(suppressed, "a", 0).events().get(0);
        Evidence with = pod("b", 1, "web-1").events().get(0);
        Evidence later = pod("c", 2, "web-2").events().get(0);
        Rule sequence = rule("sequence", "sequence [any where true] with runs=3", SUPPRESSED);
        try (Ledger ledger = Ledger.of(sequence)) {
            ledger.certain(new Detection(sequence.key(), "[]", List.of(without, with, later)));

            assertThat(ledger.found("/tripline/suppression/group"))
                    .containsExactly("1 final {orchestrator.resource.name:web-1}");
        }
    }

    @Test
    void aProvisionalAlertIsConfirmedUnderItsId() throws Exception {
        try (Ledger ledger = Ledger.of(plain)) {
            ledger.provisional(at(plain, "a", 1)).passes(START + MINUTE - 1);
            ledger.certain(at(plain, "a", 1)).passes(START + MINUTE);

            assertThat(ledger.found(SHOWN)).containsExactly("1 provisional a", "2 final a");
            assertThat(ledger.last()).hasSize(1);
            assertThat(ledger.timers()).isZero();
        }
    }

    @Test
    void aProvisionalAlertThatNothingConfirmsIsWithdrawn() throws Exception {
        try (Ledger ledger = Ledger.of(plain)) {
            ledger.provisional(at(plain, "a", 1));
            try (Ledger restored = ledger.restored()) {
                restored.passes(START + MINUTE);

                assertThat(restored.found(SHOWN)).containsExactly("2 withdrawn a");
                assertThat(restored.timers()).isZero();

                restored.certain(at(plain, "a", 1));
                assertThat(restored.found()).containsExactly("2 withdrawn", "3 final");
            }
        }
    }

    @Test
    void whatIsCertainStaysCertain() throws Exception {
        try (Ledger ledger = Ledger.of(plain)) {
            ledger.certain(at(plain, "a", 1)).provisional(at(plain, "a", 1));
            ledger.passes(START + 2 * MINUTE);

            assertThat(ledger.found()).containsExactly("1 final");
        }
    }

    @Test
    void aProvisionalAlertOfAGroupWaitsForTheLastThatMayConfirmIt() throws Exception {
        try (Ledger ledger = Ledger.of(suppressed)) {
            ledger.provisional(pod("a", 1, "web-1"), pod("b", 2, "web-1"), pod("c", 3, "web-1"));
            ledger.passes(START + 2 * MINUTE);
            ledger.certain(pod("c", 3, "web-1")).passes(START + 40 * MINUTE);

            assertThat(ledger.found(SHOWN, SUPPRESSION))
                    .containsExactly("1 provisional a 0", "2 final c 0");
        }
    }

    @Test
    void aGroupIsWithdrawnWhenNothingConfirmsIt() throws Exception {
        try (Ledger ledger = Ledger.of(suppressed)) {
            ledger.provisional(pod("a", 1, "web-1"), pod("b", 2, "web-1"));
            ledger.passes(START + 40 * MINUTE);

            assertThat(ledger.found(SHOWN)).containsExactly("1 provisional a", "2 withdrawn a");
        }
    }

    @Test
    void whatIsCountedGoesOutAgainWhenItHasGrown() throws Exception {
        Rule counting = rule("counting", "any where true", COUNTING);
        try (Ledger ledger = Ledger.of(counting)) {
            ledger.certain(counted(counting, 1, "u", 5), counted(counting, 1, "u", 5));
            ledger.certain(counted(counting, 1, "u", 60));
            try (Ledger restored = ledger.restored()) {
                restored.certain(counted(counting, 1, "u", 60), counted(counting, 1, "u", 5));
                restored.certain(counted(counting, 1, "u", 100));

                assertThat(ledger.found(SCORE, "/tripline/threshold/count"))
                        .containsExactly("1 final 21 5", "2 final 31 60");
                assertThat(restored.found("/tripline/threshold/count"))
                        .containsExactly("3 final 100");
            }
        }
    }

    @Test
    void whatIsCountedGrowsWithinItsGroup() throws Exception {
        Rule counting =
                rule(
                        "counting",
                        "any where true",
                        COUNTING
                                + """
                                [rule.alert_suppression]
                                group_by = ["user.name"]
                                """);
        try (Ledger ledger = Ledger.of(counting)) {
            ledger.certain(counted(counting, 1, "u", 5), counted(counting, 2, "u", 7));
            ledger.certain(counted(counting, 1, "u", 20), counted(counting, 1, "v", 6));
            ledger.certain(counted(counting, 1, "u", 20), counted(counting, 1, "u", 5));
            ledger.passes(START + 10 * MINUTE);

            assertThat(
                            ledger.found(
                                    "/tripline/suppression/group",
                                    "/tripline/threshold/count",
                                    SUPPRESSION))
                    .containsExactlyInAnyOrder(
                            "1 final {user.name:u} 5 0",
                            "1 final {user.name:v} 6 0",
                            "2 final {user.name:u} 20 1");
            assertThat(ledger.timers()).isZero();
        }
    }

    /**
     * Whatever the order of arrival, the clock and restarts, what is said in the end is the same.
     */
    @Test
    void theOrderOfArrivalMakesNoDifferenceInTheEnd() throws Exception {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            List<Detection> detections = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                detections.add(
                        pod(
                                "e" + i,
                                random.nextInt(90),
                                "web-" + random.nextInt(2),
                                random.nextInt(4)));
            }
            Map<String, ObjectNode> expected = inTheEnd(detections, random);
            detections.addAll(detections.subList(0, random.nextInt(detections.size())));
            Collections.shuffle(detections, random);

            assertThat(inTheEnd(detections, random)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private Map<String, ObjectNode> inTheEnd(List<Detection> detections, Random random)
            throws Exception {
        Ledger ledger = Ledger.of(suppressed);
        Map<String, Alert> last = new TreeMap<>();
        for (Detection detection : detections) {
            if (random.nextInt(3) == 0) {
                ledger.provisional(detection);
            }
            ledger.certain(detection);
            if (random.nextInt(5) == 0) {
                last.putAll(ledger.last());
                Ledger restored = ledger.restored();
                ledger.close();
                ledger = restored;
            }
        }
        last.putAll(ledger.passes(START + 600 * MINUTE).last());
        ledger.close();
        Map<String, ObjectNode> documents = new TreeMap<>();
        for (Alert alert : last.values()) {
            ObjectNode document = (ObjectNode) JSON.readTree(alert.document());
            ((ObjectNode) document.at("/tripline/alert")).remove("revision");
            documents.put(alert.id(), document);
        }
        return documents;
    }

    private Detection at(Rule rule, String identity, int minute) {
        return at(rule, identity, minute, 0, "{}");
    }

    private Detection pod(String identity, int minute, String pod) {
        return pod(identity, minute, pod, 0);
    }

    private Detection pod(String identity, int minute, String pod, long modifiers) {
        return at(
                suppressed,
                identity,
                minute,
                modifiers,
                "{\"orchestrator.resource.name\":\"" + pod + "\"}");
    }

    private static Detection counted(Rule rule, int minute, String user, long events) {
        Detection shown = at(rule, "e" + minute + user, minute, 0, "{}");
        Timestamp time = shown.completing().time();
        return new Detection(
                rule.key(),
                "[\"" + user + "\",\"" + minute + "\"]",
                shown.events(),
                "minute " + minute,
                new Count(events, time, time, List.of(), 0));
    }

    private static Detection at(
            Rule rule, String identity, int minute, long modifiers, String fields) {
        Evidence event =
                new Evidence(
                        Timestamp.ofMillis(START + minute * MINUTE),
                        null,
                        identity,
                        identity,
                        null,
                        Coordinates.ofLine("test", "events.ndjson", 1),
                        fields,
                        false,
                        modifiers);
        return new Detection(rule.key(), Detection.NO_KEY, List.of(event));
    }

    private Rule rule(String id, String suppression) throws Exception {
        return rule(id, "any where true", suppression);
    }

    private Rule rule(String id, String query, String tables) throws Exception {
        String type = tables.contains("[rule.threshold]") ? "threshold" : "eql";
        Path file =
                Files.writeString(
                        directory.resolve(id + ".toml"),
                        """
                        [rule]
                        rule_id = "%s"
                        name = "A rule"
                        description = "It finds something."
                        severity = "low"
                        risk_score = 21
                        type = "%s"
                        language = "eql"
                        query = "%s"
                        [[rule.risk_modifier]]
                        name = "worse"
                        condition = "any where user.name == \\"root\\""
                        score = 50
                        [[rule.risk_modifier]]
                        name = "better"
                        condition = "any where user.name == \\"ci\\""
                        score = -10
                        """
                                        .formatted(id, type, query)
                                + tables);
        return RuleLoader.load(file).orThrow().get(0);
    }
}
