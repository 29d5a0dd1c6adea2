// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {

    @ParameterizedTest
    @MethodSource("derivedFields")
    void everyDerivedFieldIsDescribed(String field) throws IOException {
        assertThat(Files.readAllLines(Path.of("docs/fields.md")))
                .anyMatch(line -> line.startsWith("| [`" + field + "`]"))
                .anyMatch(line -> line.startsWith("## ") && describes(line, field));
    }

    private static boolean describes(String heading, String field) {
        String all = field.substring(0, field.lastIndexOf('.')) + ".*";
        return heading.contains("`" + field + "`") || heading.contains("`" + all + "`");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFormatIsDescribed(String format) throws IOException {
        assertThat(Files.readString(Path.of("docs/formats.md"))).contains("`" + format + "`");
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonIsDescribed(Reason reason) throws IOException {
        assertThat(Files.readString(Path.of("docs/formats.md")))
                .contains("| `" + reason.code() + "` |");
    }

    static Stream<String> derivedFields() {
        return DerivedFields.names().stream();
    }

    static Stream<String> formats() {
        return SourceFormat.names().stream();
    }
}
