// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** {@code child of [ … ]} and its like, which are only recognised. */
final class Lineage {

    private Lineage() {}

    static String message(String relation) {
        return "process relationships such as `"
                + relation
                + " of` are not supported; join events by process ids in a `sequence`";
    }
}
