// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.Schema;
import dev.tripline.eql.Suggestion;
import dev.tripline.format.FieldRoots;
import java.util.List;
import java.util.Optional;

/** A field that no source is known to have. */
final class UnknownField {

    private UnknownField() {}

    /** What to say of it; empty if it is known. */
    static Optional<String> warning(String field, Schema schema) {
        String root = FieldRoots.of(field);
        return schema.declares(field) || FieldRoots.all().contains(root)
                ? Optional.empty()
                : Optional.of(
                        "no known source has a field `" + field + "`; " + remedy(field, root));
    }

    /** Between long and short names anything is near, so both must be about as long. */
    private static String remedy(String field, String root) {
        List<String> alike =
                FieldRoots.all().stream()
                        .filter(known -> Math.abs(known.length() - root.length()) <= 1)
                        .toList();
        String nearest = Suggestion.nearest(root, alike);
        return nearest == null
                ? "fields have the names of the Elastic Common Schema"
                : "did you mean `" + nearest + field.substring(root.length()) + "`?";
    }
}
