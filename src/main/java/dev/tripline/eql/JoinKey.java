// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;

/**
 * A field whose values must agree between the terms.
 *
 * @param field dotted name
 * @param optional whether an event without the field takes part, with no value as its key
 */
public record JoinKey(String field, boolean optional) implements Serializable {}
