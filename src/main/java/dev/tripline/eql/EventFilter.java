// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;

/**
 * What one event must be.
 *
 * @param category value the category field must have, null for any event
 */
public record EventFilter(String category, Expr condition) implements Serializable {}
