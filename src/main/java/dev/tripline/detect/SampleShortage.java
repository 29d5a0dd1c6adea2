// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * Why a join key is no match of a sample.
 *
 * @param eventsOfTerm for each term how many events match it
 * @param terms that have one event less between them than they are
 */
public record SampleShortage(List<Integer> eventsOfTerm, List<Integer> terms) {

    public SampleShortage {
        eventsOfTerm = List.copyOf(eventsOfTerm);
        terms = List.copyOf(terms);
    }
}
