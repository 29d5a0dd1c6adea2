// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.intake.Tally;
import dev.tripline.life.attack.Attack;
import dev.tripline.life.attack.Attacks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came of a life.
 *
 * @param rules ids of all that ran
 * @param events how many were read
 * @param deadLetters how many of them were no events to the job
 */
record LifeReport(
        LifeOptions options,
        Set<String> rules,
        long events,
        long deadLetters,
        Duration took,
        Collection<LifeAlert> alerts) {

    private static final int EXAMPLES = 3;

    static LifeReport of(
            LifeOptions options,
            Set<String> rules,
            Map<String, Object> counts,
            Duration took,
            Path alerts)
            throws IOException {
        return new LifeReport(
                options,
                rules,
                LifeProgress.events(counts),
                Tally.bySource(counts, Tally.DEAD_LETTERED).values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                took,
                LifeAlert.in(alerts));
    }

    /** Attacks for which there is a rule, of which that rule said nothing. */
    List<Attack> missed() {
        return Attacks.CATALOGUE.stream()
                .filter(attack -> rules.stream().anyMatch(attack::isFor))
                .filter(attack -> !isFound(attack))
                .toList();
    }

    /** Attacks of one thief on one day may share an alert, which shows the first of them. */
    private boolean isFound(Attack attack) {
        return alerts.stream()
                .filter(alert -> attack.isFor(alert.rule()) && !alert.isFalse())
                .anyMatch(alert -> attack.name().equals(alert.attack()) || alert.others() > 0);
    }

    /** False alerts of the days after learning, by rule and day. */
    Map<String, Map<Integer, Long>> falseAlerts() {
        Map<String, Map<Integer, Long>> counts = new TreeMap<>();
        for (LifeAlert alert : alerts) {
            if (alert.isFalse() && isMeasured(alert.day())) {
                counts.computeIfAbsent(alert.rule(), rule -> new TreeMap<>())
                        .merge(alert.day(), 1L, Long::sum);
            }
        }
        return counts;
    }

    /** False alerts of one rule on one day. */
    long falseAlerts(String rule, int day) {
        return count(rule, day - 1, day);
    }

    private boolean isMeasured(int day) {
        return day > options.learningDays();
    }

    /** Rules that alert on ordinary life more often on some day than is borne. */
    Set<String> noisy(Borne borne) {
        Set<String> noisy = new TreeSet<>();
        falseAlerts()
                .forEach(
                        (rule, days) -> {
                            if (days.values().stream().anyMatch(n -> n > borne.of(rule))) {
                                noisy.add(rule);
                            }
                        });
        return noisy;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "A quiet life: %d days at scale %s, seed %d%n",
                        options.days(),
                        options.scale(),
                        options.seed()));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,d events in %d s, %,d/s; %,d dead letters%n%n",
                        events,
                        took.toSeconds(),
                        events * 1000 / Math.max(1, took.toMillis()),
                        deadLetters));
        table(text);
        attacks(text);
        examples(text);
        return text.toString();
    }

    private void table(StringBuilder text) {
        text.append(String.format("%-48s %9s", "false alerts of a rule", "learning"));
        for (int day = options.learningDays() + 1; day <= options.days(); day++) {
            text.append(String.format("%9s", "day " + day));
        }
        text.append(String.format("%9s%n", "attacks"));
        for (String rule : new TreeSet<>(rules)) {
            text.append(String.format("%-48s %9d", rule, count(rule, 0, options.learningDays())));
            for (int day = options.learningDays() + 1; day <= options.days(); day++) {
                text.append(String.format("%9d", falseAlerts(rule, day)));
            }
            long onAttacks =
                    alerts.stream().filter(a -> a.rule().equals(rule) && !a.isFalse()).count();
            text.append(String.format("%9d%n", onAttacks));
        }
    }

    private long count(String rule, int after, int until) {
        return alerts.stream()
                .filter(alert -> alert.isFalse() && alert.rule().equals(rule))
                .filter(alert -> alert.day() > after && alert.day() <= until)
                .count();
    }

    private void attacks(StringBuilder text) {
        text.append(String.format("%n%-12s %-48s %s%n", "attack", "expected of", "what was done"));
        for (Attack attack : Attacks.CATALOGUE) {
            String outcome =
                    rules.stream().noneMatch(attack::isFor)
                            ? "no such rule"
                            : isFound(attack) ? "found" : "MISSED";
            text.append(String.format("%-12s %-48s %s%n", outcome, attack.rule(), attack.name()));
        }
    }

    private void examples(StringBuilder text) {
        falseAlerts()
                .keySet()
                .forEach(
                        rule -> {
                            text.append(String.format("%nfalse alerts of %s:%n", rule));
                            alerts.stream()
                                    .filter(a -> a.isFalse() && a.rule().equals(rule))
                                    .filter(a -> isMeasured(a.day()))
                                    .limit(EXAMPLES)
                                    .forEach(
                                            a ->
                                                    text.append("  ")
                                                            .append(a.message())
                                                            .append('\n'));
                        });
    }
}
