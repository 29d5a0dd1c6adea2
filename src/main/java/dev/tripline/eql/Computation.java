// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** A value that depends on field values. */
@FunctionalInterface
interface Computation {

    /**
     * The value, or null for none.
     *
     * @param chosen one value, or null, for each place where the expression mentions a field
     */
    Object compute(Object[] chosen);
}
