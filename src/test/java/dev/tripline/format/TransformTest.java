// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "lower-case | GET | get",
                "basename | /usr/bin/curl | curl",
                "words | cat '/a b' | cat;/a b",
                "words | a \"b\\\"c\" '' d\\ e \"open | a;b\"c;;d e;open",
                "url-decode | %2Fetc+x | /etc x",
                "url-decode | 100% | 100%",
                "base64 | aGk= | hi",
                "epoch-seconds | 1772445600 | 2026-03-02T10:00:00Z",
                "epoch-nanoseconds | 1772445600000000001 | 2026-03-02T10:00:00.000000001Z",
                "epoch-nanoseconds | soon | soon"
            })
    void eachDoesWhatThePageSays(String word, String value, String expected) {
        assertThat(Transform.of(word).orElseThrow().apply(List.of(value)))
                .isEqualTo(List.<Object>of((Object[]) expected.split(";")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no base64!", "a"})
    void whatIsNoBase64IsNoValue(String value) {
        assertThat(Transform.BASE64.apply(List.of(value))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void noneFailsForAnything(Transform transform) {
        List<Object> values =
                List.of(
                        "",
                        "\ud83d",
                        Long.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        true,
                        "x".repeat(9));

        assertThat(transform.apply(values)).doesNotContainNull();
        assertThat(transform.apply(List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachIsDescribed(Transform transform) throws IOException {
        assertThat(Files.readAllLines(Path.of("docs/formats.md")))
                .anyMatch(line -> line.startsWith("| `" + transform.word() + "` |"));
    }
}
