// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripline.format.SourceFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredFormatsTest {

    private static final String FORMAT =
            """
            name = "my-sensor"
            [[line]]
            pattern = '(?P<time>.*) (?P<cmd>.*)'
            [[event]]
            recognise = { cmd = "*" }
            time = ["time"]
            [event.fields]
            "process.args" = { path = "cmd", match = '(.*)', transform = "words", values = { a = 1 } }
            """;

    @TempDir private Path directory;

    @BeforeEach
    void writeSource() throws Exception {
        Files.writeString(directory.resolve("events.ndjson"), "");
    }

    private JobConfig config(String format) throws Exception {
        Files.writeString(directory.resolve("my.toml"), format);
        return ConfigLoader.load(
                Files.writeString(
                        directory.resolve("job.yaml"),
                        """
                        rules: [rules]
                        formats: [my.toml]
                        sources:
                          - {name: a, files: [events.ndjson], format: my-sensor}
                        sinks:
                          - console: true
                        """));
    }

    @Test
    void aSourceMayNameAFormatOfTheUser() throws Exception {
        JobConfig config = config(FORMAT);

        assertThatCode(() -> ConfigChecks.check(config)).doesNotThrowAnyException();
        assertThat(ConfiguredFormats.of(config).names()).startsWith("auto", "my-sensor", "eks");
    }

    @Test
    void aBrokenFileEndsTheStartWithItsPlace() throws Exception {
        JobConfig config = config(FORMAT.replace("my-sensor", "My sensor"));

        assertThatThrownBy(() -> ConfigChecks.check(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("my.toml:1:8: a format cannot be called \"My sensor\"")
                .hasMessageContaining("sources[0].format: there is no \"my-sensor\"");
    }

    @Test
    void aFormatTravelsToTheTasks() throws Exception {
        SourceFormat format = ConfiguredFormats.of(config(FORMAT)).named("auto").orElseThrow();

        SourceFormat there = InstantiationUtil.clone(format);

        assertThat(there).usingRecursiveComparison().isEqualTo(format);
    }
}
