// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EqlError;
import dev.tripline.eql.EqlException;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.EventQuery;
import dev.tripline.eql.FieldMention;
import dev.tripline.eql.Query;
import dev.tripline.eql.Schema;
import dev.tripline.format.DerivedFields;
import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import dev.tripline.toml.TomlString;
import java.util.Optional;
import org.tomlj.TomlPosition;

/**
 * Parses queries and conditions in files; what is wrong in them is reported at its place. Derived
 * fields are in every schema: no source sends them.
 */
final class QueryReader {

    private QueryReader() {}

    /** A condition on single events. */
    static Optional<EventQuery> condition(
            TomlFile file, TomlSection section, String key, Schema schema) {
        String text = section.requiredText(key);
        Optional<Query> query =
                text.isBlank() ? Optional.empty() : read(file, section, key, text, schema);
        if (query.isPresent()
                && !(query.get() instanceof EventQuery && query.get().pipes().isEmpty())) {
            section.refuse(
                    key,
                    section.path(key)
                            + " must be about single events, without pipes; write \"any where …\"");
            return Optional.empty();
        }
        return query.map(EventQuery.class::cast);
    }

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

    /** Nobody sends such a field, so a mistake in its name would go unnoticed for ever. */
    private static void refuseUnknownDerivedFields(TomlFile file, TomlString written, String text) {
        for (FieldMention mention : FieldMention.in(text)) {
            MistakenField.in(mention.field())
                    .ifPresent(
                            mistake ->
                                    file.refuse(
                                            written.at(mention.line(), mention.column()), mistake));
        }
    }
}
