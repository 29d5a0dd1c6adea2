// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gives each term an event of its own. Events are taken in their order, each if the ones taken
 * before it can make room for it by changing places; that finds the earliest events that do, and
 * finds some whenever there are any.
 */
final class Representatives {

    private final Hit[] byTerm;

    private Representatives(int terms) {
        this.byTerm = new Hit[terms];
    }

    /**
     * @param hits in event order
     * @return a hit for each term, in the order of the terms, each term having the earliest that
     *     those before it leave; empty if there are not enough
     */
    static Optional<List<Hit>> of(List<Hit> hits, int terms) {
        List<Hit> free = taken(hits, 0, terms);
        if (free.size() < terms) {
            return Optional.empty();
        }
        List<Hit> byTerm = new ArrayList<>();
        for (int term = 0; term < terms; term++) {
            int chosen = 0;
            while (!free.get(chosen).matches(term) || !canSpare(free, chosen, term, terms)) {
                chosen++;
            }
            byTerm.add(free.remove(chosen));
        }
        return Optional.of(byTerm);
    }

    private static boolean canSpare(List<Hit> free, int chosen, int term, int terms) {
        List<Hit> rest = new ArrayList<>(free);
        rest.remove(chosen);
        return taken(rest, term + 1, terms).size() == rest.size();
    }

    /** The hits that find a place among the terms from {@code first} on. */
    private static List<Hit> taken(List<Hit> hits, int first, int terms) {
        Representatives places = new Representatives(terms);
        List<Hit> taken = new ArrayList<>();
        for (Hit hit : hits) {
            boolean[] tried = new boolean[terms];
            Arrays.fill(tried, 0, first, true);
            if (places.place(hit, tried)) {
                taken.add(hit);
            }
        }
        return taken;
    }

    private boolean place(Hit hit, boolean[] tried) {
        for (int term = 0; term < byTerm.length; term++) {
            if (hit.matches(term) && !tried[term]) {
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
