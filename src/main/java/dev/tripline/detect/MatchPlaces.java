// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Query;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the events of a match stand among all terms of its query, those included that must not
 * happen and so have no event.
 *
 * @param count of all places; {@code runs=3} makes three
 * @param ofEvents for each event of a {@link Detection} its place, from 0
 */
public record MatchPlaces(int count, List<Integer> ofEvents) {

    public static MatchPlaces of(Query query) {
        List<Integer> places = new ArrayList<>();
        int count = 0;
        for (Term term : terms(query)) {
            for (int run = 0; run < term.runs(); run++) {
                if (!term.missing()) {
                    places.add(count);
                }
                count++;
            }
        }
        return query instanceof EventQuery
                ? new MatchPlaces(1, List.of(0))
                : new MatchPlaces(count, List.copyOf(places));
    }

    private static List<Term> terms(Query query) {
        if (query instanceof SequenceQuery sequence) {
            return sequence.terms();
        }
        return query instanceof SampleQuery sample ? sample.terms() : List.of();
    }
}
