// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeaderTextTest {

    private final RecordHeaders headers = new RecordHeaders();

    private void add(String key, String value) {
        headers.add(key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noHeadersAreNoText() {
        assertThat(HeaderText.of(headers)).isNull();
    }

    @Test
    void theyAreAnObjectOfTexts() {
        add("shipper", "fluent-bit \"3\"");
        add("empty", null);

        assertThat(HeaderText.of(headers))
                .isEqualTo("{\"shipper\":\"fluent-bit \\\"3\\\"\",\"empty\":null}");
    }

    @Test
    void valuesThatMustBeSecretAreHidden() {
        add("Authorization", "Basic dXNlcjpwYXNz");
        add("x-api-key", "1234");

        assertThat(HeaderText.of(headers))
                .isEqualTo("{\"Authorization\":\"(hidden)\",\"x-api-key\":\"(hidden)\"}");
    }

    @Test
    void theyAreFewAndShort() {
        for (int i = 0; i < 1000; i++) {
            add(i + "n".repeat(1000), "v".repeat(200 + i * 10));
        }

        assertThat(HeaderText.of(headers)).hasSizeLessThan(16 * 350).contains("(260 bytes)");
    }
}
