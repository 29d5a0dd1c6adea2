// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripline.job.JobConfig.SourceConfig;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleTestCase;
import dev.tripline.rule.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cases of a rule that looks far back, in one job: each so long before the one above it that
 * nothing of it is remembered, and as far into periods and hours as it says.
 */
final class FarApart {

    private static final Pattern DATE =
            Pattern.compile("\\b20[0-9]{2}-[0-9]{2}-[0-9]{2}(?=T[0-9])");

    /** Before that a time counts as absurd. */
    private static final LocalDate EARLIEST = LocalDate.of(2001, 1, 1);

    private final String rule;
    private final List<RuleTestCase> cases;
    private final LocalDate first;
    private final long daysBetween;

    private FarApart(String rule, List<RuleTestCase> cases, LocalDate first, long daysBetween) {
        this.rule = rule;
        this.cases = cases;
        this.first = first;
        this.daysBetween = daysBetween;
    }

    /** As many jobs as it takes: there are only so many days. */
    static List<FarApart> of(Rule rule, List<RuleTestCase> cases) {
        List<LocalDate> dates =
                cases.stream().flatMap(test -> dates(test).stream()).sorted().toList();
        LocalDate first = dates.get(0);
        long span = ChronoUnit.DAYS.between(first, dates.get(dates.size() - 1)) + 1;
        long unit = unit(rule);
        long memory = memory(rule).toDays() + 1;
        long daysBetween = (span + 2 * memory + unit) / unit * unit;
        int most = (int) (ChronoUnit.DAYS.between(EARLIEST, first) / daysBetween);
        List<FarApart> jobs = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += most) {
            List<RuleTestCase> some = cases.subList(from, Math.min(from + most, cases.size()));
            jobs.add(new FarApart(rule.id() + "-" + from, some, first, daysBetween));
        }
        return jobs;
    }

    private static List<LocalDate> dates(RuleTestCase test) {
        List<LocalDate> dates = new ArrayList<>();
        for (String document : test.documents()) {
            Matcher date = DATE.matcher(document);
            while (date.find()) {
                dates.add(LocalDate.parse(date.group()));
            }
        }
        return dates;
    }

    private static Duration memory(Rule rule) {
        return rule.grouping() instanceof NewTerms terms
                ? terms.history().plus(terms.learningPeriod())
                : ((Threshold) rule.grouping()).period();
    }

    /** So many days are whole periods. */
    private static long unit(Rule rule) {
        long seconds =
                rule.grouping() instanceof Threshold threshold
                        ? threshold.period().toSeconds()
                        : ((NewTerms) rule.grouping()).history().toSeconds();
        long days = 1;
        while (days * Duration.ofDays(1).toSeconds() % seconds != 0) {
            days++;
        }
        return days;
    }

    /** One for each cluster that a case says its events come from. */
    List<SourceConfig> sources(Path directory) throws Exception {
        Map<String, List<String>> documents = new TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            long back = i * daysBetween;
            String cluster = Objects.requireNonNullElse(cases.get(i).cluster(), "");
            List<String> ofCluster = documents.computeIfAbsent(cluster, c -> new ArrayList<>());
            for (String document : cases.get(i).documents()) {
                ofCluster.add(
                        DATE.matcher(document)
                                .replaceAll(
                                        date ->
                                                LocalDate.parse(date.group())
                                                        .minusDays(back)
                                                        .toString()));
            }
        }
        List<SourceConfig> sources = new ArrayList<>();
        for (Map.Entry<String, List<String>> source : documents.entrySet()) {
            String name = rule + "-" + source.getKey();
            Path file = Files.write(directory.resolve(name + ".ndjson"), source.getValue());
            String cluster = source.getKey().isEmpty() ? null : source.getKey();
            sources.add(AlertsOfAJob.source(name, cluster, List.of(file)));
        }
        return sources;
    }

    /** By case, how many different alerts there must be. */
    Map<String, Integer> expected() {
        Map<String, Integer> expected = new TreeMap<>();
        cases.forEach(test -> expected.put(test.name(), test.matches()));
        return expected;
    }

    /** By case, how many different alerts there are. */
    Map<String, Integer> alerts(List<JsonNode> documents) {
        Map<String, Set<String>> ids = new TreeMap<>();
        cases.forEach(test -> ids.put(test.name(), new HashSet<>()));
        for (JsonNode alert : documents) {
            Instant time = Instant.parse(alert.get("@timestamp").asText());
            long days = ChronoUnit.DAYS.between(first, time.atZone(ZoneOffset.UTC).toLocalDate());
            int place = (int) -Math.floorDiv(days, daysBetween);
            ids.get(cases.get(place).name()).add(alert.at("/event/id").asText());
        }
        Map<String, Integer> counts = new TreeMap<>();
        ids.forEach((name, ofCase) -> counts.put(name, ofCase.size()));
        return counts;
    }
}
