// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlignmentTest {

    private static final String RUNTIME = "{name: a, delay: 30s, kafka: {}}";
    private static final String AUDIT = "{name: b, delay: 10min, kafka: {}}";
    private static final String FILES = "{name: c, files: [c.ndjson]}";

    @TempDir private Path directory;

    private Duration drift(String... lines) throws Exception {
        Path file = Files.writeString(directory.resolve("job.yaml"), String.join("\n", lines));
        return Alignment.of(ConfigLoader.load(file)).drift();
    }

    /** Sources that are apart for good reasons would else wait for each other for ever. */
    @Test
    void allowsForTheDelaysAndForTheSlowestKindOfEvent() throws Exception {
        assertThat(drift("sources: [" + RUNTIME + ", " + AUDIT + "]"))
                .isEqualTo(Duration.parse("PT9M30S").plusMinutes(30).plusMinutes(5));
    }

    @Test
    void isForSeveralSourcesWithClocks() throws Exception {
        assertThat(drift("sources: [" + RUNTIME + "]")).isNull();
        assertThat(drift("sources: [" + RUNTIME + ", " + FILES + "]")).isNull();
    }

    @Test
    void canBeTurnedOff() throws Exception {
        assertThat(drift("alignment-drift: 0s", "sources: [" + RUNTIME + ", " + AUDIT + "]"))
                .isNull();
    }
}
