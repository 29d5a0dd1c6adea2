// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of containers, as container runtimes keep them. */
class ContainerLogTest {

    private static final List<String> LINES = Fixtures.of("container-log");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | 2026-03-02T10:00:00.123456789Z | stdout | false | started",
                "1 | 2026-03-02T01:00:00.123456789Z | stderr | true | `the first half of a `",
                "2 | 2026-03-02T10:00:01Z | stdout | false | time=\"2026-03-02T10:00:00Z\" level=info msg=\"a daemon in a container\"",
                "3 | 2026-03-02T10:00:02.500Z | stdout | false | {\"log\":\"text\",\"stream\":\"stdout\",\"time\":\"2026-03-02T09:00:00Z\"}",
                "4 | 2026-03-02T10:00:03Z | stdout | false | ``",
                "5 | 2026-03-02T10:00:04.000000001Z | stderr | `null` | a line",
                "6 | 2026-03-02T10:00:05Z | stdout | `null` | ``"
            })
    void aLineIsAnEvent(int line, String time, String stream, String partial, String message) {
        String record = LINES.get(line);

        assertThat(Readings.event(SourceFormat.AUTO, record).time()).hasToString(time);
        assertThat(Fixtures.value(record, "stream")).isEqualTo(stream);
        assertThat(Fixtures.value(record, "log.partial")).isEqualTo(partial);
        assertThat(Fixtures.value(record, "message")).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"0, kubernetes.container_logs", "5, docker.container_logs"})
    void itIsOfTheDatasetThatTheAgentWouldName(int line, String dataset) {
        assertThat(Fixtures.value(LINES.get(line), "event.dataset")).isEqualTo(dataset);
        assertThat(Fixtures.value(LINES.get(line), "data_stream.dataset")).isEqualTo(dataset);
    }

    @Test
    void whatTheRuntimeAddedIsKept() {
        assertThat(Fixtures.value(LINES.get(5), "docker.attrs.tag")).isEqualTo("web");
    }
}
