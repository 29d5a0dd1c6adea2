// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Query;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import java.util.Optional;

/** What the language can say but the engine does not run. */
public final class UnsupportedQuery {

    /** A hit carries one bit for each term and one for {@code until}. */
    private static final int MAX_TERMS = Long.SIZE - 1;

    private UnsupportedQuery() {}

    /**
     * @return why {@code query} cannot run, in words for its author; empty if it can
     */
    public static Optional<String> reason(Query query) {
        return terms(query) > MAX_TERMS
                ? Optional.of("a query can have at most " + MAX_TERMS + " terms")
                : Optional.empty();
    }

    private static int terms(Query query) {
        if (query instanceof SequenceQuery sequence) {
            return sequence.terms().size();
        }
        return query instanceof SampleQuery sample ? sample.terms().size() : 1;
    }
}
