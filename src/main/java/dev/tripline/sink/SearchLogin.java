// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Who asks: an API key, a user with a password, or nobody, with {@code null} for what is not.
 *
 * @param apiKey id and key in base64, as the server shows them when it makes one
 */
public record SearchLogin(String apiKey, String username, String password) implements Serializable {

    /** The value of the header {@code Authorization}. */
    Optional<String> header(Secrets secrets) {
        if (apiKey != null) {
            String key = secrets.reveal(apiKey);
            if (!key.matches("\\p{Graph}+")) {
                throw new IllegalArgumentException(
                        "the api-key must be one word, as the server shows it in \"encoded\"");
            }
            return Optional.of("ApiKey " + key);
        }
        if (username != null) {
            String both = secrets.reveal(username) + ":" + secrets.reveal(password);
            return Optional.of(
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return apiKey != null ? "API key" : username != null ? "user " + username : "nobody";
    }
}
