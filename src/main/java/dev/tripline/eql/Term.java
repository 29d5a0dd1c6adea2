// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;
import java.util.List;

/**
 * One stage of a sequence or sample.
 *
 * @param keys those of the whole query first, then the term's own; the same number in every term
 * @param runs how many times in a row the stage must match, 1 to 100
 * @param missing whether the event must not happen: {@code ![ … ]}
 */
public record Term(EventFilter filter, List<JoinKey> keys, int runs, boolean missing)
        implements Serializable {

    public Term {
        keys = List.copyOf(keys);
    }
}
