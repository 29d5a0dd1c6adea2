// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tripline.sink.BulkAnswer.Fate;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAnswerTest {

    @ParameterizedTest
    @CsvSource({
        "200,                                  , INDEXED",
        "201,                                  , INDEXED",
        "409, version_conflict_engine_exception, PRESENT",
        "429, es_rejected_execution_exception  , RETRY",
        "429, cluster_block_exception          , RETRY",
        "403, cluster_block_exception          , RETRY",
        "403, security_exception               , RETRY",
        "404, index_not_found_exception        , RETRY",
        "400, index_closed_exception           , RETRY",
        "400, validation_exception             , RETRY",
        "503, unavailable_shards_exception     , RETRY",
        "400, document_parsing_exception       , REJECTED",
        "400, illegal_argument_exception       , REJECTED",
        "413, too_large                        , REJECTED",
    })
    void tellsWhatPassesFromWhatStays(int status, String type, Fate fate) throws IOException {
        String error =
                type == null
                        ? ""
                        : ",\"error\":{\"type\":\"%s\",\"reason\":\"so\"}".formatted(type);
        String answer = "{\"items\":[{\"create\":{\"status\":%d%s}}]}".formatted(status, error);

        assertThat(BulkAnswer.read(answer.getBytes(UTF_8), 1))
                .extracting(BulkAnswer.Item::fate)
                .containsExactly(fate);
    }

    @Test
    void givesTheServersWords() throws IOException {
        String answer =
                """
                {"items":[{"index":{"status":400,"error":{"type":"mapper_parsing_exception",
                "reason":"failed to parse field [n]","caused_by":{"type":"illegal_argument_exception",
                "reason":"For input string"}}}}]}
                """;

        assertThat(BulkAnswer.read(answer.getBytes(UTF_8), 1).get(0).why())
                .isEqualTo(
                        "400 mapper_parsing_exception: failed to parse field [n];"
                                + " illegal_argument_exception: For input string");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "{\"items\":[]}",
                "{\"items\":[{}]}",
                "{\"items\":[7]}",
                "{\"items\":[{\"create\":{\"status\":201}}",
                "{\"items\":[{\"create\":{\"status\":7}}]}",
                "{\"items\":[{\"create\":{\"status\":302}}]}",
                "{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}"
            })
    void believesNothingThatIsNoAnswer(String answer) {
        assertThatThrownBy(() -> BulkAnswer.read(answer.getBytes(UTF_8), 1))
                .isInstanceOf(IOException.class);
    }
}
