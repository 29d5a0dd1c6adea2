// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What every alert of a shape must fit. */
public enum AlertSchema {
    /** The schema that is published. */
    ECS("docs/alert.schema.json"),
    /**
     * What OCSF 1.3 says of a Detection Finding and of the objects in it, as far as alerts use
     * them: what is required, of which type, which of several there must be, and nothing else.
     */
    OCSF("src/test/resources/ocsf-1.3-detection-finding.schema.json");

    private final JsonSchema schema;

    AlertSchema(String file) {
        try {
            schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a document, with its place; nothing if it fits. */
    public Set<String> problems(String document) {
        Set<String> problems = new TreeSet<>();
        for (ValidationMessage message :
                schema.validate(
                        document,
                        InputFormat.JSON,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))) {
            problems.add(message.getMessage());
        }
        return problems;
    }
}
