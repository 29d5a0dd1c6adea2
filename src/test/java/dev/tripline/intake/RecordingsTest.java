// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tripline.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Audit logs of real clusters, which lie beside the project and not in it. */
class RecordingsTest {

    private static final Path RECORDINGS = Path.of("../shared/data/kubernetes-audit");

    private static List<Arrival> read(String name) throws IOException {
        Path file = RECORDINGS.resolve(name);
        assumeTrue(Files.exists(file), () -> "there is no recording " + file);
        return Intake.arrivals(Intake.read(file, Intake.settings()));
    }

    @ParameterizedTest
    @CsvSource({
        "exec-then-secret-read-lab.audit.ndjson, 15, 2024-10-29T12:20:30.664633Z, 2024-10-29T12:21:44.189258Z",
        "impersonation-2017-shape.audit.ndjson, 37, 2017-09-11T19:55:05Z, 2017-09-11T20:29:04Z"
    })
    void everyLineIsAnEventOfItsTime(String name, int count, Instant first, Instant last)
            throws IOException {
        List<Arrival> arrivals = read(name);

        assertThat(arrivals).hasSize(count).allMatch(Arrival::isEvent);
        List<Instant> times =
                arrivals.stream()
                        .map(arrival -> arrival.event().time().toInstant())
                        .sorted()
                        .toList();
        assertThat(times.get(0)).isEqualTo(first);
        assertThat(times.get(count - 1)).isEqualTo(last);
    }

    @Test
    void theStagesOfOneRequestAreDifferentEvents() throws IOException {
        List<Arrival> arrivals = read("exec-then-secret-read-lab.audit.ndjson");

        assertThat(arrivals)
                .extracting(Arrival::event)
                .extracting(Event::identity)
                .extracting(identity -> identity.id())
                .doesNotHaveDuplicates();
    }
}
