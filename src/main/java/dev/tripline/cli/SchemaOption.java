// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.Schema;
import dev.tripline.eql.SchemaException;
import dev.tripline.job.ConfigException;
import java.io.IOException;
import java.nio.file.Path;

/** The schema that somebody names, or none. */
final class SchemaOption {

    private SchemaOption() {}

    /**
     * @param file {@code null} for no schema
     */
    static Schema load(Path file) throws ConfigException, IOException {
        try {
            return file == null ? Schema.NONE : Schema.load(file);
        } catch (SchemaException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
