// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EqlError;
import dev.tripline.eql.EqlException;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.Query;
import dev.tripline.eql.Schema;
import java.util.Optional;
import org.tomlj.TomlPosition;

/** Parses the query of a rule; what is wrong in it is reported at its place in the file. */
final class QueryReader {

    private QueryReader() {}

    static Optional<Query> read(TomlFile file, TomlSection rule, String text, Schema schema) {
        try {
            return Optional.of(EqlParser.parse(text, schema));
        } catch (EqlException e) {
            TomlString written = file.text().stringAt(rule.valueOf("query"));
            for (EqlError error : e.errors()) {
                TomlPosition place = written.at(error.line(), error.column());
                file.refuse(place, error.message());
            }
            return Optional.empty();
        }
    }
}
