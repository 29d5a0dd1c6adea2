// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.TermsOperators.Seen;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.EventQuery;
import dev.tripline.eql.JoinKey;
import dev.tripline.rule.NewTerms;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final long HOUR = 60;
    private static final long DAY = 24 * HOUR;
    private static final JoinKey CLUSTER = new JoinKey("cluster", true);
    private static final JoinKey USER = new JoinKey("user", false);

    private static NewTerms rule(Duration learning) throws Exception {
        return rule(learning, 1_000);
    }

    private static NewTerms rule(Duration learning, int maxTerms) throws Exception {
        return new NewTerms(
                List.of(CLUSTER, USER),
                Duration.ofDays(10),
                List.of(CLUSTER),
                (EventQuery) EqlParser.parse("any where verb == \"watch\""),
                learning,
                (EventQuery) EqlParser.parse("any where watched == true"),
                maxTerms);
    }

    private static TermsOperators learningADay() throws Exception {
        return TermsOperators.start(rule(Duration.ofDays(1)));
    }

    private static TermsOperators learningNothing() throws Exception {
        return TermsOperators.start(rule(Duration.ZERO));
    }

    @Test
    void learnsInSilenceAndThenTellsWhatIsNew() throws Exception {
        try (TermsOperators operators = learningADay()) {
            operators
                    .receive(
                            Seen.user(0, "alice"),
                            Seen.user(DAY - 1, "bob"),
                            Seen.user(DAY, "eve"),
                            Seen.user(DAY + 1, "alice"),
                            Seen.user(DAY + 2, "eve"))
                    .ends();

            assertThat(operators.found()).containsExactly("[\"demo\",\"eve\"] [eve" + DAY + "]");
        }
    }

    @Test
    void waitsForAnEarlierEventUntilTheWatermarkHasPassed() throws Exception {
        try (TermsOperators operators = learningNothing()) {
            operators.receive(Seen.user(20, "alice")).passes(19);
            assertThat(operators.found()).isEmpty();

            operators.receive(Seen.user(19 + 1, "bob"), Seen.user(20, "alice")).passes(20);
            assertThat(operators.found()).hasSize(2);
        }
    }

    @Test
    void tellsAtOnceWhatLooksNew() throws Exception {
        try (TermsOperators operators = learningNothing()) {
            operators.receive(Seen.user(20, "alice"));
            assertThat(operators.foreseen()).containsExactly("[\"demo\",\"alice\"] [alice20]");

            operators.receive(Seen.user(10, "alice")).passes(20).receive(Seen.user(30, "alice"));
            assertThat(operators.found()).containsExactly("[\"demo\",\"alice\"] [alice10]");
            assertThat(operators.foreseen()).hasSize(2).last().asString().endsWith("[alice10]");
        }
    }

    @Test
    void tellsOfNothingThatItLearns() throws Exception {
        try (TermsOperators operators = learningADay()) {
            operators.receive(Seen.user(0, "alice"), Seen.user(10, "bob")).passes(10);
            operators.receive(Seen.user(20, "bob"), Seen.user(20, "eve"));

            assertThat(operators.foreseen()).isEmpty();
        }
    }

    @Test
    void whatIsExemptAlertsWhileItsGroupLearns() throws Exception {
        try (TermsOperators operators = learningADay()) {
            operators
                    .receive(
                            Seen.user(0, "alice"),
                            new Seen("exempt", 1, "demo", "eve", "get", true),
                            new Seen("known", 2, "demo", "alice", "get", true))
                    .ends();

            assertThat(operators.found()).containsExactly("[\"demo\",\"eve\"] [exempt]");
        }
    }

    @Test
    void whatNobodyLooksForBeginsTheLearning() throws Exception {
        try (TermsOperators operators = learningADay()) {
            operators
                    .receive(
                            new Seen("other", 0, "demo", "alice", "watch", false),
                            Seen.user(DAY, "alice"),
                            new Seen("edge", DAY, "edge", "alice", "get", false))
                    .ends();

            assertThat(operators.found())
                    .containsExactly("[\"demo\",\"alice\"] [alice" + DAY + "]");
        }
    }

    @Test
    void whatBeginsTheLearningIsHandedOnOnceAnHour() throws Exception {
        try (TermsOperators operators = learningADay()) {
            for (int minute = 0; minute < 3 * HOUR; minute++) {
                operators.receive(
                        new Seen("other" + minute, minute, "demo", "alice", "watch", false));
            }
            operators.passes(4 * HOUR);
            int handedOn = operators.sightings();
            operators.receive(new Seen("late", 0, "demo", "alice", "watch", false));

            assertThat(handedOn).isEqualTo(3);
            assertThat(operators.late()).isEmpty();
        }
    }

    @Test
    void eachGroupLearnsByItself() throws Exception {
        try (TermsOperators operators = learningADay()) {
            operators
                    .receive(
                            Seen.user(0, "alice"),
                            new Seen("old cluster", 2 * DAY, "demo", "bob", "get", false),
                            new Seen("new cluster", 2 * DAY, "edge", "bob", "get", false),
                            new Seen("no cluster", 2 * DAY, null, "bob", "get", false))
                    .ends();

            assertThat(operators.found()).containsExactly("[\"demo\",\"bob\"] [old cluster]");
        }
    }

    @Test
    void everyCombinationOfValuesIsATerm() throws Exception {
        try (TermsOperators operators = learningNothing()) {
            Object[] both = {"alice", "bob"};
            operators
                    .receive(
                            new Seen("alone", 0, "demo", "alice", "get", false),
                            new Seen("both", 1, "demo", both, "get", false))
                    .ends();

            assertThat(operators.found())
                    .containsExactly("[\"demo\",\"alice\"] [alone]", "[\"demo\",\"bob\"] [both]");
        }
    }

    @Test
    void anEventWithoutAFieldThatIsNotOptionalShowsNoTerm() throws Exception {
        try (TermsOperators operators = learningNothing()) {
            operators.receive(new Seen("nobody", 0, "demo", null, "get", false)).ends();

            assertThat(operators.found()).isEmpty();
            assertThat(operators.sightings()).isZero();
        }
    }

    @Test
    void aTermIsNewAgainWhenItsHistoryHasPassed() throws Exception {
        try (TermsOperators operators = learningNothing()) {
            operators.receive(Seen.user(0, "alice"));
            for (long day = 1; day < 30; day++) {
                operators.receive(Seen.user(day * DAY, "bob")).passes(day * DAY);
            }
            operators.receive(Seen.user(9 * DAY + 30 * DAY, "bob"));
            operators.receive(Seen.user(30 * DAY, "alice")).ends();

            assertThat(operators.found())
                    .containsExactly(
                            "[\"demo\",\"alice\"] [alice0]",
                            "[\"demo\",\"bob\"] [bob" + DAY + "]",
                            "[\"demo\",\"alice\"] [alice" + 30 * DAY + "]");
            assertThat(operators.detections())
                    .map(found -> found.joinKey() + found.occasion())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aGroupThatWasSilentForAHistoryLearnsAnew() throws Exception {
        try (TermsOperators operators = learningADay()) {
            operators
                    .receive(
                            Seen.user(0, "alice"),
                            Seen.user(20 * DAY, "alice"),
                            Seen.user(20 * DAY + 1, "bob"),
                            Seen.user(21 * DAY, "eve"))
                    .ends();

            assertThat(operators.found())
                    .containsExactly("[\"demo\",\"eve\"] [eve" + 21 * DAY + "]");
        }
    }

    @Test
    void lateEventsKeepKnownTermsKnown() throws Exception {
        try (TermsOperators operators = learningNothing()) {
            operators.receive(Seen.user(0, "alice"), Seen.user(9 * DAY, "bob")).passes(9 * DAY);
            operators.receive(Seen.user(5 * DAY, "alice"), Seen.user(14 * DAY, "alice")).ends();

            assertThat(operators.found())
                    .containsExactly(
                            "[\"demo\",\"alice\"] [alice0]",
                            "[\"demo\",\"bob\"] [bob" + 9 * DAY + "]");
            assertThat(operators.late()).isEmpty();
        }
    }

    @Test
    void aLateEventIsNeverNewAndSilencesNoneThatIsInTime() throws Exception {
        try (TermsOperators operators = learningNothing()) {
            operators.receive(Seen.user(0, "alice")).passes(30);
            operators.receive(Seen.user(20, "eve"), Seen.user(40, "eve")).ends();

            assertThat(operators.late()).containsExactly("eve20");
            assertThat(operators.found())
                    .containsExactly("[\"demo\",\"alice\"] [alice0]", "[\"demo\",\"eve\"] [eve40]");
        }
    }

    @Test
    void whatComesLateWhileItsGroupLearnsIsLearned() throws Exception {
        try (TermsOperators operators = learningADay()) {
            operators.receive(Seen.user(0, "alice")).passes(30);
            operators.receive(Seen.user(20, "bob"), Seen.user(2 * DAY, "bob")).ends();

            assertThat(operators.late()).isEmpty();
            assertThat(operators.found()).isEmpty();
        }
    }

    @Test
    void ofTheEventsOfAnHourOnlyTheFirstTravels() throws Exception {
        try (TermsOperators operators = learningNothing()) {
            for (int i = 0; i < 1_000; i++) {
                operators.receive(
                        new Seen("event-" + i, 60 + i % 50, "demo", "alice", "get", false));
            }
            assertThat(operators.sightings()).isLessThanOrEqualTo(20);

            operators.receive(Seen.user(3 * HOUR, "alice"));
            assertThat(operators.sightings()).isLessThanOrEqualTo(21);
            operators.ends();
            assertThat(operators.found()).containsExactly("[\"demo\",\"alice\"] [event-0]");
        }
    }

    @Test
    void remembersTheNewestTermsOfTooMany() throws Exception {
        NewTerms few = rule(Duration.ZERO, 100);
        try (TermsOperators operators = TermsOperators.start(few)) {
            for (int user = 0; user < 1_000; user++) {
                operators.receive(Seen.user(user * HOUR / 10, "user-" + user));
            }
            operators.passes(100 * HOUR);
            assertThat(operators.counts().get("terms-forgotten:terms"))
                    .satisfies(count -> assertThat((Long) count).isGreaterThanOrEqualTo(900L));
            operators.receive(
                    new Seen("oldest", 101 * HOUR, "demo", "user-0", "get", false),
                    new Seen("newest", 101 * HOUR, "demo", "user-999", "get", false));
            operators.ends();

            assertThat(operators.found()).hasSize(1_001).last().asString().endsWith("[oldest]");
        }
    }

    @Test
    void remembersNothingWhenTheHistoryHasPassed() throws Exception {
        try (TermsOperators operators = learningADay()) {
            for (int i = 0; i < 50; i++) {
                String cluster = "cluster-" + i;
                operators.receive(
                        new Seen("a" + i, i * HOUR, cluster, "alice", "get", false),
                        new Seen("b" + i, i * DAY / 10, cluster, "bob", "get", false));
            }
            assertThat(operators.stateEntries()).isPositive();

            operators.passes(5 * DAY + 12 * DAY);

            assertThat(operators.stateEntries()).isZero();
            assertThat(operators.timers()).isZero();
        }
    }

    @Test
    void whatIsKnownIsKnownAfterARestart() throws Exception {
        try (TermsOperators before = learningADay()) {
            before.receive(Seen.user(0, "alice"), Seen.user(2 * DAY, "bob")).passes(DAY);
            try (TermsOperators after = before.restored()) {
                after.receive(Seen.user(3 * DAY, "alice"), Seen.user(3 * DAY, "bob")).ends();

                assertThat(after.found())
                        .containsExactly("[\"demo\",\"bob\"] [bob" + 2 * DAY + "]");
            }
        }
    }
}
