// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gives each term an event of its own. Events are taken in their order, each if the ones taken
 * before it can make room for it by changing places; that finds the earliest events that do, and
 * finds some whenever there are any.
 */
final class Representatives {

    private final long terms;
    private final Hit[] byTerm;

    private Representatives(long terms) {
        this.terms = terms;
        this.byTerm = new Hit[Long.SIZE - Long.numberOfLeadingZeros(terms)];
    }

    /**
     * @param hits in event order
     * @return a hit for each term, in the order of the terms, each term having the earliest that
     *     those before it leave; empty if there are not enough
     */
    static Optional<List<Hit>> of(List<Hit> hits, int terms) {
        long open = allOf(terms);
        List<Hit> free = taken(hits, open);
        if (free.size() < terms) {
            return Optional.empty();
        }
        List<Hit> byTerm = new ArrayList<>();
        for (int term = 0; term < terms; term++) {
            open &= ~(1L << term);
            int chosen = 0;
            while (!free.get(chosen).matches(term) || !canSpare(free, chosen, open)) {
                chosen++;
            }
            byTerm.add(free.remove(chosen));
        }
        return Optional.of(byTerm);
    }

    /**
     * Terms that have one event less between them than they are.
     *
     * @return empty if each term can have an event of its own
     */
    static List<Integer> shortTerms(List<Hit> hits, int terms) {
        long tooMany = allOf(terms);
        if (canServe(hits, tooMany)) {
            return List.of();
        }
        for (int term = 0; term < terms; term++) {
            long others = tooMany & ~(1L << term);
            if (!canServe(hits, others)) {
                tooMany = others;
            }
        }
        long few = tooMany;
        return IntStream.range(0, terms).filter(term -> (few & 1L << term) != 0).boxed().toList();
    }

    private static boolean canSpare(List<Hit> free, int chosen, long terms) {
        List<Hit> rest = new ArrayList<>(free);
        rest.remove(chosen);
        return canServe(rest, terms);
    }

    private static boolean canServe(List<Hit> hits, long terms) {
        return taken(hits, terms).size() == Long.bitCount(terms);
    }

    private static long allOf(int terms) {
        return ~(-1L << terms);
    }

    /**
     * The hits that find a place.
     *
     * @param terms those that give places, as bits
     */
    private static List<Hit> taken(List<Hit> hits, long terms) {
        Representatives places = new Representatives(terms);
        List<Hit> taken = new ArrayList<>();
        for (Hit hit : hits) {
            if (places.place(hit, new boolean[places.byTerm.length])) {
                taken.add(hit);
            }
        }
        return taken;
    }

    private boolean place(Hit hit, boolean[] tried) {
        for (int term = 0; term < byTerm.length; term++) {
            if ((hit.terms() & terms & 1L << term) != 0 && !tried[term]) {
                tried[term] = true;
                if (byTerm[term] == null || place(byTerm[term], tried)) {
                    byTerm[term] = hit;
                    return true;
                }
            }
        }
        return false;
    }
}
