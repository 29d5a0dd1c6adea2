// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.JoinKey;
import dev.tripline.eql.Suggestion;
import dev.tripline.format.DerivedFields;
import dev.tripline.toml.TomlSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of fields as values of a rule file; {@code ?} before one makes it optional. */
final class FieldNames {

    private static final String OPTIONAL = "?";
    private static final String DERIVED = "tripline.";

    private FieldNames() {}

    /** A string or a list of strings; what is wrong with them is reported. */
    static List<JoinKey> read(TomlSection section, String key) {
        List<JoinKey> fields = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (String text : texts(section, key)) {
            boolean optional = text.startsWith(OPTIONAL);
            String field = optional ? text.substring(OPTIONAL.length()) : text;
            if (field.isBlank() || !field.equals(field.strip())) {
                section.refuse(
                        key,
                        section.path(key)
                                + " has \""
                                + text
                                + "\"; use names of fields such as \"user.name\"");
            } else if (!named.add(field)) {
                section.refuse(
                        key, section.path(key) + " has \"" + field + "\" twice; name it once");
            } else {
                refuseUnknown(section, key, field);
            }
            fields.add(new JoinKey(field, optional));
        }
        return fields;
    }

    private static List<String> texts(TomlSection section, String key) {
        return section.value(key) instanceof String text ? List.of(text) : section.texts(key);
    }

    /** Nobody sends such a field, so a mistake in its name would keep the rule silent for ever. */
    private static void refuseUnknown(TomlSection section, String key, String field) {
        if (!field.startsWith(DERIVED) || DerivedFields.names().contains(field)) {
            return;
        }
        String nearest = Suggestion.nearest(field, DerivedFields.names());
        section.refuse(
                key,
                "there is no derived field `"
                        + field
                        + "`; "
                        + (nearest == null
                                ? "use one of " + String.join(", ", DerivedFields.names())
                                : "did you mean `" + nearest + "`?"));
    }

    /** {@code ?tripline.cluster, user.name}. */
    static String text(List<JoinKey> fields) {
        return fields.stream()
                .map(key -> (key.optional() ? OPTIONAL : "") + key.field())
                .collect(Collectors.joining(", "));
    }
}
