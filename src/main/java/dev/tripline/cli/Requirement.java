// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.toml.TomlFile;
import dev.tripline.toml.TomlSection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one of the documents that describe the techniques asks of a detection.
 *
 * @param name of the document
 * @param reference address of the document
 * @param asks what rules name under {@code covers}
 */
record Requirement(String name, String reference, List<String> asks) {

    private static final String RESOURCE = "requirements.toml";

    static List<Requirement> all() {
        TomlFile file = new TomlFile(RESOURCE, text());
        return file.root().tables("source").stream().map(Requirement::of).toList();
    }

    private static Requirement of(TomlSection section) {
        return new Requirement(
                section.requiredText("name"),
                section.requiredText("reference"),
                section.texts("asks"));
    }

    private static String text() {
        try (InputStream stream = Requirement.class.getResourceAsStream(RESOURCE)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
