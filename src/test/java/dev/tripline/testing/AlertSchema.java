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

/** {@code docs/alert.schema.json}, which every alert must fit. */
public final class AlertSchema {

    private static final Path FILE = Path.of("docs/alert.schema.json");

    private static final JsonSchema SCHEMA = load();

    private AlertSchema() {}

    private static JsonSchema load() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with an alert, with its place; nothing if it fits. */
    public static Set<String> problems(String document) {
        Set<String> problems = new TreeSet<>();
        for (ValidationMessage message :
                SCHEMA.validate(
                        document,
                        InputFormat.JSON,
                        context ->
                                context.getExecutionConfig().setFormatAssertionsEnabled(true))) {
            problems.add(message.getMessage());
        }
        return problems;
    }
}
