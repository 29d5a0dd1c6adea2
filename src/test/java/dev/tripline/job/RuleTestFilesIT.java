// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripline.job.JobConfig.SourceConfig;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import dev.tripline.rule.RuleTestCase;
import dev.tripline.rule.RuleTestFile;
import dev.tripline.testing.AlertSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests that stand beside the rules, all in one job: each case happens in a week of its own, so
 * that none disturbs another.
 */
class RuleTestFilesIT {

    private static final Path GROUPING = Path.of("src/test/resources/dev/tripline/rule/grouping");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final int DAYS_BETWEEN = 7;
    private static final Pattern DATE = Pattern.compile("\"" + DAY + "T");

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @TempDir private Path directory;

    private record Case(String rule, RuleTestCase test) {

        @Override
        public String toString() {
            return rule + ": " + test.name();
        }
    }

    @Test
    void everyCaseAlertsAsOftenAsItSays() throws Exception {
        List<Rule> rules = shipped().stream().filter(rule -> rule.grouping() == null).toList();
        List<Case> cases = new ArrayList<>();
        for (Rule rule : rules) {
            for (RuleTestCase test :
                    RuleTestFile.load(RuleTestFile.beside(Path.of(rule.file()))).cases()) {
                if (isForAnyJob(test)) {
                    cases.add(new Case(rule.id(), test));
                }
            }
        }

        AlertsOfAJob job = AlertsOfAJob.run(sources(cases), rules);

        Map<String, Long> raised = new HashMap<>();
        for (JsonNode alert : job.documents()) {
            Case inCase = cases.get(week(alert.get("@timestamp").asText()));
            if (inCase.rule().equals(alert.at("/rule/id").asText())) {
                raised.merge(inCase.toString(), 1L, Long::sum);
            }
        }
        assertThat(job.deadLetters()).isEmpty();
        assertThat(job.alerts())
                .allSatisfy(
                        alert -> assertThat(AlertSchema.ECS.problems(alert)).as(alert).isEmpty());
        assertThat(cases)
                .hasSizeGreaterThan(200)
                .allSatisfy(
                        test ->
                                assertThat(raised.getOrDefault(test.toString(), 0L))
                                        .as(test.toString())
                                        .isEqualTo(test.test().matches()));
    }

    /**
     * What counts or learns over days sees all events of its job, so each of these rules has one of
     * its own.
     */
    @Test
    void everyCaseOfARuleThatCountsOrLearnsAlertsAsOftenAsItSays() throws Exception {
        List<Rule> rules = new ArrayList<>(RuleLoader.load(GROUPING).orThrow());
        shipped().stream().filter(rule -> rule.grouping() != null).forEach(rules::add);
        for (Rule rule : rules) {
            List<RuleTestCase> cases =
                    RuleTestFile.load(RuleTestFile.beside(Path.of(rule.file()))).cases().stream()
                            .filter(RuleTestFilesIT::isForAnyJob)
                            .toList();
            for (FarApart apart : FarApart.of(rule, cases)) {
                AlertsOfAJob job = AlertsOfAJob.run(apart.sources(directory), List.of(rule));

                assertThat(job.deadLetters()).isEmpty();
                assertThat(apart.alerts(job.documents())).as(rule.id()).isEqualTo(apart.expected());
            }
        }
    }

    /** A job has one context; and only in JSON the date can be found and replaced. */
    private static boolean isForAnyJob(RuleTestCase test) {
        return test.lists().isEmpty()
                && test.documents().stream().allMatch(document -> document.startsWith("{"));
    }

    private static List<Rule> shipped() throws Exception {
        return RuleLoader.load(Path.of("job/rules")).orThrow();
    }

    /** One for each cluster that a case says its events come from. */
    private List<SourceConfig> sources(List<Case> cases) throws Exception {
        Map<String, List<String>> documents = new TreeMap<>();
        for (int week = 0; week < cases.size(); week++) {
            RuleTestCase test = cases.get(week).test();
            String date = "\"" + DAY.minusDays((long) week * DAYS_BETWEEN) + "T";
            List<String> ofCluster =
                    documents.computeIfAbsent(
                            Objects.requireNonNullElse(test.cluster(), ""),
                            cluster -> new ArrayList<>());
            test.documents()
                    .forEach(document -> ofCluster.add(DATE.matcher(document).replaceAll(date)));
        }
        List<SourceConfig> sources = new ArrayList<>();
        for (Map.Entry<String, List<String>> source : documents.entrySet()) {
            String name = "cluster-" + source.getKey();
            Path file = Files.write(directory.resolve(name + ".ndjson"), source.getValue());
            String cluster = source.getKey().isEmpty() ? null : source.getKey();
            sources.add(AlertsOfAJob.source(name, cluster, List.of(file)));
        }
        return sources;
    }

    private static int week(String time) {
        LocalDate date = Instant.parse(time).atZone(ZoneOffset.UTC).toLocalDate();
        return (int) ChronoUnit.DAYS.between(date, DAY) / DAYS_BETWEEN;
    }
}
