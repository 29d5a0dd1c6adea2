// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Suggestion;
import dev.tripline.format.DerivedFields;
import java.util.Optional;

/** Nobody sends a derived field, so a mistake in its name would never be noticed. */
final class MistakenField {

    private static final String DERIVED = "tripline.";

    private MistakenField() {}

    /** What is wrong with the name of a field and what would be right; empty if nothing is. */
    static Optional<String> in(String field) {
        if (!field.startsWith(DERIVED) || DerivedFields.names().contains(field)) {
            return Optional.empty();
        }
        String nearest = Suggestion.nearest(field, DerivedFields.names());
        return Optional.of(
                "there is no derived field `"
                        + field
                        + "`; "
                        + (nearest == null
                                ? "use one of " + String.join(", ", DerivedFields.names())
                                : "did you mean `" + nearest + "`?"));
    }
}
