// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SearchLoginTest {

    @Test
    void saysWhoAsks() {
        assertThat(new SearchLogin("key", null, null).header(text -> text)).contains("ApiKey key");
        assertThat(new SearchLogin(null, "user", "pass:word").header(text -> text))
                .contains("Basic dXNlcjpwYXNzOndvcmQ=");
        assertThat(new SearchLogin(null, null, null).header(text -> text)).isEmpty();
    }

    @Test
    void neverShowsItsSecrets() {
        SearchLogin login = new SearchLogin("two words", null, null);

        assertThatThrownBy(() -> login.header(text -> text))
                .hasMessageContaining("api-key")
                .hasMessageNotContaining("two words");
        assertThat(login + " " + new SearchLogin(null, "user", "password"))
                .doesNotContain("two words")
                .doesNotContain("password");
    }
}
