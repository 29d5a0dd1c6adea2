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
        if (query instanceof SampleQuery) {
            return Optional.of("sample is not supported; write a sequence if the order is known");
        }
        if (query instanceof SequenceQuery sequence) {
            if (sequence.terms().size() > MAX_TERMS) {
                return Optional.of("a sequence can have at most " + MAX_TERMS + " terms");
            }
        }
        return Optional.empty();
    }
}
