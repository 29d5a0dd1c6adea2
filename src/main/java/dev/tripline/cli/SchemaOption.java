// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.Schema;
import dev.tripline.eql.SchemaException;
import dev.tripline.job.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The schema that somebody names, or none. */
final class SchemaOption {

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "Types of the fields: {\"process.pid\": \"long\", …}.")
    private Path file;

    Schema load() throws ConfigException, IOException {
        return load(file);
    }

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
