// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** A value that depends on field values. */
@FunctionalInterface
interface Computation {

    /**
     * @param chosen one value, or null, for each place where the expression mentions a field
     * @return null for no value
     */
    Object compute(Object[] chosen);
}
