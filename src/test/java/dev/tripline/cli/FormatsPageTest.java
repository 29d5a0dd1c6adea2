// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example on {@code docs/formats.md}, as it stands there. */
class FormatsPageTest {

    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "```toml\\n(name = \"door-sensor\".*?)```\\s+```\\n\\$ cat doors.log\\n(.*?)"
                            + "\\$ tripline [^\\n]*\\n(.*?)```",
                    Pattern.DOTALL);

    @TempDir private Path directory;

    @Test
    void theExampleDoesWhatThePageSays() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/formats.md")));
        assertThat(example.find()).isTrue();
        Path format = Files.writeString(directory.resolve("door-sensor.toml"), example.group(1));
        Path events = Files.writeString(directory.resolve("doors.log"), example.group(2));
        StringWriter out = new StringWriter();

        int code =
                Tripline.commandLine(new Tripline())
                        .setOut(new PrintWriter(out, true))
                        .execute(
                                "fields",
                                "--formats",
                                format.toString(),
                                "--input",
                                events.toString());

        assertThat(code).isZero();
        assertThat(out.toString().replace(directory + "/", "")).isEqualTo(example.group(3));
    }
}
