// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import dev.tripline.event.Timestamp;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What correlation needs to know about a sequence; the predicates have done their work before.
 *
 * @param stages for each event of a match the term it repeats; {@code runs=3} makes three stages of
 *     one term
 * @param until the bit of a hit that ends all waiting sequences of its key, or {@link #NO_UNTIL}
 * @param maxspan longest time from the first event to the last, both included; {@code null} for no
 *     limit
 * @param missing terms that must not happen; if there are any there is a limit
 */
public record SequenceShape(List<Integer> stages, int until, Duration maxspan, MissingTerms missing)
        implements Serializable {

    public static final int NO_UNTIL = -1;

    /** A sequence of events that all happen. */
    public SequenceShape(List<Integer> stages, int until, Duration maxspan) {
        this(stages, until, maxspan, MissingTerms.none(stages.size()));
    }

    public static SequenceShape of(SequenceQuery query) {
        List<Integer> stages = new ArrayList<>();
        for (int term = 0; term < query.terms().size(); term++) {
            Term repeated = query.terms().get(term);
            for (int run = 0; run < repeated.runs() && !repeated.missing(); run++) {
                stages.add(term);
            }
        }
        int until = query.until() == null ? NO_UNTIL : query.terms().size();
        return new SequenceShape(
                List.copyOf(stages), until, query.maxspan(), MissingTerms.of(query.terms()));
    }

    /**
     * This shape, limited to {@code retention} if it has no limit of its own; {@code null} limits
     * nothing.
     */
    public SequenceShape orWithin(Duration retention) {
        return maxspan == null ? new SequenceShape(stages, until, retention, missing) : this;
    }

    public boolean inSpan(Timestamp first, Timestamp last) {
        return maxspan == null || last.isWithin(maxspan, first);
    }
}
