// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;

/**
 * A field whose values must agree between the terms.
 *
 * @param field dotted name
 * @param optional whether an event without the field takes part, with no value as its key
 */
public record JoinKey(String field, boolean optional) implements Serializable {

    /**
     * An optional field that the schema does not have: never a value, whatever an event holds. No
     * query can name a field so, hence no event is read for it.
     */
    static final JoinKey NULL = new JoinKey("", true);
}
