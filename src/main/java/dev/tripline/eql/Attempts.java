// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;

/** Goes on behind a mistake where the next part can be understood without the broken one. */
final class Attempts {

    private final List<EqlError> errors = new ArrayList<>();

    /** What {@code part} gives; null after a mistake in it, and then {@link #finish} throws. */
    <T> T attempt(Supplier<T> part) {
        try {
            return part.get();
        } catch (Refusal refusal) {
            errors.addAll(refusal.errors());
            return null;
        }
    }

    /** Adds a mistake. */
    void refuse(ParserRuleContext place, String message) {
        errors.addAll(Refusal.at(place, message).errors());
    }

    /** Throws all mistakes of the parts together, if there were any. */
    void finish() {
        if (!errors.isEmpty()) {
            throw refusal();
        }
    }

    /** All mistakes of the parts together; there must be one. */
    Refusal refusal() {
        return Refusal.of(errors);
    }
}
