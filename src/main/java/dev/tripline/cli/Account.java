// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.intake.Tally;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the events of one source: all that were read are in exactly one of the other
 * counts.
 */
record Account(long read, long evaluated, long duplicates, long deadLettered) {

    static final Account EMPTY = new Account(0, 0, 0, 0);

    /**
     * @param counts accumulators of the job, by name
     */
    static Map<String, Account> bySource(Map<String, Object> counts) {
        Map<String, Long> evaluated = Tally.bySource(counts, Tally.EVALUATED);
        Map<String, Long> duplicates = Tally.bySource(counts, Tally.DUPLICATE);
        Map<String, Long> deadLettered = Tally.bySource(counts, Tally.DEAD_LETTERED);
        Map<String, Account> accounts = new TreeMap<>();
        Tally.bySource(counts, Tally.READ)
                .forEach(
                        (source, read) ->
                                accounts.put(
                                        source,
                                        new Account(
                                                read,
                                                evaluated.getOrDefault(source, 0L),
                                                duplicates.getOrDefault(source, 0L),
                                                deadLettered.getOrDefault(source, 0L))));
        return accounts;
    }

    Account plus(Account other) {
        return new Account(
                read + other.read,
                evaluated + other.evaluated,
                duplicates + other.duplicates,
                deadLettered + other.deadLettered);
    }
}
