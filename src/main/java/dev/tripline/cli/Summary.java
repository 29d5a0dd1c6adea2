// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.intake.Tally;
import dev.tripline.rule.Exemption;
import dev.tripline.rule.Rule;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a run. */
record Summary(
        Map<String, Account> sources,
        long skewed,
        long keysCut,
        Map<String, Long> duplicates,
        Map<String, Long> lateHits,
        Map<String, Long> excepted,
        Map<String, Long> alerts,
        long unrouted,
        Map<String, Long> rejected) {

    /**
     * @param counts accumulators of the job, by name
     * @param rules all that ran, so that silent ones are shown too
     */
    static Summary of(Map<String, Object> counts, List<Rule> rules) {
        Map<String, Long> alerts = new TreeMap<>();
        for (Rule rule : rules) {
            alerts.put(rule.id(), count(counts, Tally.alertsOf(rule.id())));
        }
        return new Summary(
                Account.bySource(counts),
                count(counts, Tally.SKEWED),
                count(counts, Tally.KEYS_CUT),
                Tally.duplicates(counts),
                Tally.lateHits(counts),
                excepted(counts, rules),
                alerts,
                count(counts, Tally.UNROUTED),
                Tally.rejected(counts));
    }

    /** With those that have expired, which somebody should hear of. */
    private static Map<String, Long> excepted(Map<String, Object> counts, List<Rule> rules) {
        Instant now = Instant.now();
        Map<String, Long> excepted = new TreeMap<>();
        for (Rule rule : rules) {
            for (Exemption one : rule.exemptions()) {
                String expired = one.hasExpired(now) ? " (expired " + one.expires() + ")" : "";
                excepted.put(one.name() + expired, count(counts, Tally.exceptedBy(one.name())));
            }
        }
        return excepted;
    }

    private static long count(Map<String, Object> counts, String name) {
        return counts.get(name) instanceof Long count ? count : 0;
    }

    void print(PrintWriter out) {
        out.println();
        account(out, "", sources.values().stream().reduce(Account.EMPTY, Account::plus));
        if (sources.size() > 1) {
            sources.forEach(
                    (source, account) -> {
                        out.println("source " + source);
                        account(out, "  ", account);
                    });
        }
        if (skewed > 0) {
            line(out, "ahead of their time", skewed);
        }
        if (keysCut > 0) {
            line(out, "with too many join keys", keysCut);
        }
        if (!duplicates.isEmpty()) {
            lines(out, "hits counted before", duplicates);
        }
        if (!lateHits.isEmpty()) {
            lines(out, "hits too late", lateHits);
        }
        if (!excepted.isEmpty()) {
            lines(out, "taken out by exceptions", excepted);
        }
        lines(out, "alerts", alerts);
        if (unrouted > 0) {
            line(out, "alerts that no sink takes", unrouted);
        }
        if (!rejected.isEmpty()) {
            lines(out, "alerts that sinks reject", rejected);
        }
        out.flush();
    }

    private static void lines(PrintWriter out, String name, Map<String, Long> counts) {
        line(out, name, counts.values().stream().mapToLong(Long::longValue).sum());
        counts.forEach((label, count) -> line(out, "  " + label, count));
    }

    private static void account(PrintWriter out, String indent, Account account) {
        line(out, indent + "events read", account.read());
        line(out, indent + "evaluated", account.evaluated());
        line(out, indent + "duplicates", account.duplicates());
        line(out, indent + "dead-lettered", account.deadLettered());
    }

    private static void line(PrintWriter out, String name, long count) {
        out.printf("%-52s %,12d%n", name, count);
    }
}
