// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Median and 99th percentile of each round, and of those the median over all rounds. */
final class LatencyReport {

    static final String NULL_JOB = "null job";

    private final Map<String, List<Long>> round = new LinkedHashMap<>();
    private final Map<String, List<Percentiles>> rounds = new LinkedHashMap<>();
    private int throughput;

    private record Percentiles(long half, long most) {}

    /** Of the job with the records waiting, in events per second. */
    void throughput(int eventsPerSecond) {
        throughput = eventsPerSecond;
    }

    /**
     * @param kind of theft
     */
    void add(String job, String kind, long millis) {
        // The null job treats all alike.
        String name = job.equals(NULL_JOB) ? job : job + ", " + kind;
        round.computeIfAbsent(name, n -> new ArrayList<>()).add(millis);
    }

    void endRound(String job) {
        round.forEach(
                (name, millis) -> {
                    millis.sort(null);
                    rounds.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(new Percentiles(at(millis, 0.5), at(millis, 0.99)));
                });
        round.clear();
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share)));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("From a record in its topic to its alert in its topic, milliseconds by the\n");
        text.append(
                "broker's clock, median of %d rounds at %,d events per second, half of what the\n"
                        .formatted(
                                rounds.values().stream().mapToInt(List::size).max().orElse(0),
                                throughput / 2));
        text.append("job did when all waited.\n\n");
        text.append("%-28s %8s %8s   p99 of each round%n".formatted("", "p50", "p99"));
        rounds.forEach(
                (name, each) -> {
                    List<Long> halves = each.stream().map(Percentiles::half).sorted().toList();
                    List<Long> mosts = each.stream().map(Percentiles::most).sorted().toList();
                    text.append(
                            "%-28s %8d %8d   %s%n"
                                    .formatted(name, at(halves, 0.5), at(mosts, 0.5), mosts));
                });
        return text.toString();
    }
}
