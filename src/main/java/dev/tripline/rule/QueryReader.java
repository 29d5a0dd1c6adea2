// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EqlError;
import dev.tripline.eql.EqlException;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.FieldMention;
import dev.tripline.eql.Query;
import dev.tripline.eql.Schema;
import dev.tripline.eql.Suggestion;
import dev.tripline.format.DerivedFields;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import dev.tripline.toml.TomlString;
import java.util.Optional;
import org.tomlj.TomlPosition;

/**
 * Parses a query in a rule file; what is wrong in it is reported at its place in the file. Derived
 * fields are in every schema: no source sends them.
 */
final class QueryReader {

    private static final String DERIVED = "tripline.";

    private QueryReader() {}

    /**
     * @param key of {@code section}, under which {@code text} stands
     */
    static Optional<Query> read(
            TomlFile file, TomlSection section, String key, String text, Schema schema) {
        TomlString written = file.text().stringAt(section.valueOf(key));
        try {
            Query query = EqlParser.parse(text, schema.withKeywords(DerivedFields.names()));
            refuseUnknownDerivedFields(file, written, text);
            return Optional.of(query);
        } catch (EqlException e) {
            for (EqlError error : e.errors()) {
                TomlPosition place = written.at(error.line(), error.column());
                file.refuse(place, error.message());
            }
            return Optional.empty();
        }
    }

    /** Nobody sends such a field, so a mistake in its name would keep the rule silent for ever. */
    private static void refuseUnknownDerivedFields(TomlFile file, TomlString written, String text) {
        for (FieldMention mention : FieldMention.in(text)) {
            String field = mention.field();
            if (field.startsWith(DERIVED) && !DerivedFields.names().contains(field)) {
                String nearest = Suggestion.nearest(field, DerivedFields.names());
                file.refuse(
                        written.at(mention.line(), mention.column()),
                        "there is no derived field `"
                                + field
                                + "`; "
                                + (nearest == null
                                        ? "use one of " + String.join(", ", DerivedFields.names())
                                        : "did you mean `" + nearest + "`?"));
            }
        }
    }
}
