// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** A checked query. Equal queries are equal trees; layout, comments and quoting leave no trace. */
public sealed interface Query extends Serializable permits EventQuery, SequenceQuery, SampleQuery {

    /** In the order of the text; empty if there are none. */
    List<Pipe> pipes();

    /**
     * Every field that a condition or a join key mentions, as dotted names without quotes. The
     * category field is not among them, because the query does not name it.
     */
    default Set<String> fields() {
        return MentionedFields.of(this);
    }

    /**
     * The query in one canonical form: two texts that differ only in layout, comments, quoting or
     * in two spellings of the same operation have the same one. It parses to an equal query.
     */
    default String normalised() {
        return NormalText.of(this);
    }
}
