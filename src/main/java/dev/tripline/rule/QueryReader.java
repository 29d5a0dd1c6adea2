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
import java.util.Optional;
import org.tomlj.TomlPosition;

/**
 * Parses the query of a rule; what is wrong in it is reported at its place in the file. Derived
 * fields are in every schema: no source sends them.
 */
final class QueryReader {

    private static final String DERIVED = "tripline.";

    private QueryReader() {}

    static Optional<Query> read(TomlFile file, TomlSection rule, String text, Schema schema) {
        try {
            Query query = EqlParser.parse(text, schema.withKeywords(DerivedFields.names()));
            refuseUnknownDerivedFields(file, rule, text);
            return Optional.of(query);
        } catch (EqlException e) {
            TomlString written = file.text().stringAt(rule.valueOf("query"));
            for (EqlError error : e.errors()) {
                TomlPosition place = written.at(error.line(), error.column());
                file.refuse(place, error.message());
            }
            return Optional.empty();
        }
    }

    /** Nobody sends such a field, so a mistake in its name would keep the rule silent for ever. */
    private static void refuseUnknownDerivedFields(TomlFile file, TomlSection rule, String text) {
        TomlString written = file.text().stringAt(rule.valueOf("query"));
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
