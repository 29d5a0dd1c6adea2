// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterJsonTest {

    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl";

    private static DeadLetter letter(Coordinates place, String record, boolean truncated) {
        return new DeadLetter(
                Reason.BAD_TIMESTAMP,
                "\"soon\" is no time",
                place,
                "auto",
                record.getBytes(StandardCharsets.UTF_8),
                truncated);
    }

    private static JsonNode json(DeadLetter letter, boolean raw) throws Exception {
        return json(letter, raw, 1 << 20);
    }

    private static JsonNode json(DeadLetter letter, boolean raw, int maxBytes) throws Exception {
        String line = new DeadLetterJson(Intake.REDACTOR, raw, maxBytes).map(letter);
        assertThat(line).doesNotContain("\n");
        return new ObjectMapper().readTree(line);
    }

    private static String bytes(JsonNode json) throws Exception {
        return new String(json.get("bytes").binaryValue(), StandardCharsets.UTF_8);
    }

    @Test
    void itSaysWhatIsWrongAndWhereItWas() throws Exception {
        Coordinates place = Coordinates.ofRecord("audit", "k8s-audit", 3, 42).withItem(5);

        JsonNode json = json(letter(place, "{\"é\":1}", false), false);

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("time", "reason", "message", "source", "format", "bytes");
        assertThat(Instant.parse(json.get("time").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(json.get("reason").asText()).isEqualTo("bad-timestamp");
        assertThat(json.get("message").asText()).isEqualTo("\"soon\" is no time");
        assertThat(json.get("format").asText()).isEqualTo("auto");
        assertThat(json.get("source"))
                .hasToString(
                        "{\"name\":\"audit\",\"topic\":\"k8s-audit\",\"partition\":3,"
                                + "\"offset\":42,\"item\":5}");
        assertThat(bytes(json)).isEqualTo("{\"é\":1}");
    }

    @Test
    void itShowsTheTimeAndTheHeadersOfTheRecordWithoutTokens() throws Exception {
        long time = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();
        Coordinates place =
                Coordinates.ofRecord(
                        "audit", "k8s-audit", 3, 42, time, "{\"via\":\"Bearer " + JWT + "\"}");

        JsonNode source = json(letter(place, "{}", false), true).get("source");

        assertThat(source.get("time").asText()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(source.at("/headers/via").asText()).matches("Bearer <jwt:[0-9a-f]{8}>");
    }

    @Test
    void aLineOfAFileHasItsNumber() throws Exception {
        JsonNode json = json(letter(Coordinates.ofLine("files", "/a.ndjson", 7), "x", true), false);

        assertThat(json.get("source"))
                .hasToString("{\"name\":\"files\",\"file\":\"/a.ndjson\",\"line\":7}");
        assertThat(json.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void tokensAreMaskedUnlessTheBytesAreWantedRaw() throws Exception {
        DeadLetter letter =
                letter(Coordinates.ofLine("f", "f", 1), "{\"token\":\"" + JWT + "\"} é", false);

        assertThat(bytes(json(letter, false)))
                .matches("\\{\"token\":\"<jwt:[0-9a-f]{8}>\"} é")
                .doesNotContain("eyJ");
        assertThat(json(letter, false).get("masked").asBoolean()).isTrue();
        assertThat(bytes(json(letter, true))).isEqualTo("{\"token\":\"" + JWT + "\"} é");
        assertThat(json(letter, true).has("masked")).isFalse();
    }

    @Test
    void ofALongRecordAPartIsKeptThatHoldsNoHalfOfAToken() throws Exception {
        String record = "{\"a\":\"" + JWT + "\"}";
        DeadLetter letter = letter(Coordinates.ofLine("f", "f", 1), record, false);

        JsonNode cut = json(letter, false, 20);

        assertThat(cut.get("truncated").asBoolean()).isTrue();
        assertThat(bytes(cut)).hasSize(20).startsWith("{\"a\":\"<jwt:");
        assertThat(bytes(json(letter, true, 20))).isEqualTo(record.substring(0, 20));
    }

    @Test
    void whatTheEnvelopeSaidOfAnItemIsKeptWithoutTokens() throws Exception {
        DeadLetter letter =
                letter(Coordinates.ofLine("f", "f", 1).withItem(0), "{}", false)
                        .within(Map.of("orchestrator.cluster.name", "prod", "x", JWT));

        JsonNode json = json(letter, true);

        assertThat(json.at("/envelope/orchestrator.cluster.name").asText()).isEqualTo("prod");
        assertThat(json.at("/envelope/x").asText()).matches("<jwt:[0-9a-f]{8}>");
        assertThat(StoredDeadLetter.read(json.toString().getBytes(StandardCharsets.UTF_8)).letter())
                .extracting(stored -> stored.envelope().get("orchestrator.cluster.name"))
                .isEqualTo("prod");
    }

    @Test
    void itCanBeReadBack() throws Exception {
        for (Coordinates place :
                new Coordinates[] {
                    Coordinates.ofRecord("audit", "k8s-audit", 3, 42).withItem(5),
                    Coordinates.ofLine("files", "/a.ndjson", 7)
                }) {
            DeadLetter letter = letter(place, "{\"token\":\"" + JWT + "\"}", true);
            String line = new DeadLetterJson(Intake.REDACTOR, true, 1 << 20).map(letter);

            StoredDeadLetter stored = StoredDeadLetter.read(line.getBytes(StandardCharsets.UTF_8));

            assertThat(stored.letter()).usingRecursiveComparison().isEqualTo(letter);
            assertThat(stored.masked()).isFalse();
        }
    }
}
