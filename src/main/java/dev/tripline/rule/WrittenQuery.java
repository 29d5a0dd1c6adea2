// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EqlWarning;
import dev.tripline.eql.FieldMention;
import dev.tripline.eql.QueryWarnings;
import dev.tripline.eql.Schema;
import dev.tripline.toml.TomlString;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.tomlj.TomlPosition;

/**
 * A good query in a file.
 *
 * @param text what it says
 * @param written where it says so
 * @param categoryField the field that its category is compared with
 * @param schema that it was read with, derived fields included
 */
record WrittenQuery(String text, TomlString written, String categoryField, Schema schema) {

    /** Hands out what the query may say but hardly wants to, with its place. */
    void warn(BiConsumer<TomlPosition, String> warnings) {
        for (EqlWarning warning : QueryWarnings.of(text, categoryField, schema)) {
            warnings.accept(written.at(warning.line(), warning.column()), warning.message());
        }
        Set<String> named = new HashSet<>();
        for (FieldMention mention : FieldMention.in(text)) {
            if (named.add(mention.field())) {
                UnknownField.warning(mention.field(), schema)
                        .ifPresent(
                                warning ->
                                        warnings.accept(
                                                written.at(mention.line(), mention.column()),
                                                warning));
            }
        }
    }
}
