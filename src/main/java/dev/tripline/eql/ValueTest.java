// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** A question about one value of a field or about a computed value. */
@FunctionalInterface
interface ValueTest {

    /**
     * Whether the answer is yes.
     *
     * @param value not null
     */
    boolean accepts(Object value);
}
