// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a run. */
record Summary(
        Map<String, Account> sources, long keysCut, long lateHits, Map<String, Long> alerts) {

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
                count(counts, Tally.KEYS_CUT),
                count(counts, Tally.LATE_HITS),
                alerts);
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
        if (keysCut > 0) {
            line(out, "with too many join keys", keysCut);
        }
        if (lateHits > 0) {
            line(out, "hits too late", lateHits);
        }
        line(out, "alerts", alerts.values().stream().mapToLong(Long::longValue).sum());
        alerts.forEach((rule, count) -> line(out, "  " + rule, count));
        out.flush();
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
