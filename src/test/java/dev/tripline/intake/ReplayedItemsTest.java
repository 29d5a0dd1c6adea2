// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An item that was a dead letter is read again as if it stood in its envelope. */
class ReplayedItemsTest {

    private static final FieldSet FIELDS =
            DerivedFields.complete(List.of("tripline.cluster", "cloud.account.id"));

    @TempDir private Path directory;

    private static IntakeSettings settings(Duration maxFuture, int maxRecordBytes) {
        return new IntakeSettings(
                "test",
                SourceFormat.AUTO,
                SourceContext.of(Intake.REDACTOR),
                FIELDS,
                maxRecordBytes,
                500,
                maxFuture,
                Duration.ofMinutes(5));
    }

    private static String subscription(String logGroup) {
        return "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\""
                + logGroup
                + "\",\"logEvents\":[{\"timestamp\":1,\"message\":\"{\\\"kind\\\":\\\"Event\\\","
                + "\\\"auditID\\\":\\\"a\\\",\\\"stage\\\":\\\"Panic\\\",\\\"timestamp\\\":"
                + "\\\"2999-01-01T00:00:00Z\\\"}\"}]}";
    }

    private DeadLetter letter(String record) throws Exception {
        Path file = Files.writeString(directory.resolve("records.ndjson"), record);
        IntakeSettings settings = settings(Duration.ofDays(1), 1 << 20);
        return Intake.arrivals(Intake.read(file, settings)).get(0).deadLetter();
    }

    private Arrival replay(DeadLetter letter, IntakeSettings settings) throws Exception {
        String line = new DeadLetterJson(Intake.REDACTOR, false, 1 << 20).of(letter);
        List<Arrival> arrivals = new ArrayList<>();
        new DeadLetterLines(settings)
                .read(
                        new LineReader.Line(
                                line.getBytes(StandardCharsets.UTF_8), line.length(), 1),
                        arrivals::add);
        assertThat(arrivals).hasSize(1);
        return arrivals.get(0);
    }

    @Test
    void itHasTheClusterThatItsEnvelopeSaid() throws Exception {
        DeadLetter letter = letter(subscription("/aws/eks/prod/cluster"));
        assertThat(letter.reason()).isEqualTo(Reason.ABSURD_TIMESTAMP);

        Event event = replay(letter, settings(null, 1 << 20)).event();

        assertThat(event.get("tripline.cluster")).isEqualTo("prod");
        assertThat(event.get("cloud.account.id")).isEqualTo("111122223333");
        assertThat(event.coordinates()).isEqualTo(letter.coordinates());
    }

    @Test
    void aLetterThatStaysOneKeepsIt() throws Exception {
        DeadLetter letter = letter(subscription("/aws/eks/prod/cluster"));

        for (IntakeSettings settings :
                List.of(settings(Duration.ofDays(1), 1 << 20), settings(null, 9))) {
            DeadLetter again = replay(letter, settings).deadLetter();

            assertThat(again.envelope())
                    .isEqualTo(letter.envelope())
                    .containsEntry("orchestrator.cluster.name", "prod");
        }
    }

    @Test
    void onlyShortTextsAreKeptForEachItem() throws Exception {
        String logGroup = "/aws/eks/" + "p".repeat(1001) + "/cluster";

        assertThat(letter(subscription(logGroup)).envelope())
                .containsEntry("cloud.account.id", "111122223333")
                .doesNotContainKey("orchestrator.cluster.name");
    }

    @Test
    void aRecordWithoutAnEnvelopeHasNone() throws Exception {
        assertThat(letter("{}").envelope()).isEmpty();
    }
}
