// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** Plain logic over predicates, evaluated from left to right and no further than needed. */
final class Combination {

    private Combination() {}

    static Predicate allOf(Predicate[] operands) {
        return event -> {
            for (Predicate operand : operands) {
                if (!operand.test(event)) {
                    return false;
                }
            }
            return true;
        };
    }

    static Predicate anyOf(Predicate[] operands) {
        return event -> {
            for (Predicate operand : operands) {
                if (operand.test(event)) {
                    return true;
                }
            }
            return false;
        };
    }
}
