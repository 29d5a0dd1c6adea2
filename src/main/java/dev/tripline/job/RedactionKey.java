// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.event.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gets the key under which masked tokens are hashed. */
public final class RedactionKey {

    /**
     * Known to everybody: keeps equal tokens equal, but lets a guess at a short token be checked.
     */
    private static final byte[] PUBLIC = "tripline".getBytes(StandardCharsets.US_ASCII);

    private static final int MIN_BYTES = 16;

    private RedactionKey() {}

    /**
     * @param file whose whole content is the key, or {@code null}
     */
    public static Redactor redactor(Path file) throws ConfigException {
        if (file == null) {
            return new Redactor(PUBLIC);
        }
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length < MIN_BYTES) {
                throw new ConfigException(
                        "redaction-key-file: " + file + " has less than " + MIN_BYTES + " bytes");
            }
            return new Redactor(key);
        } catch (IOException e) {
            throw new ConfigException("redaction-key-file: cannot read " + file);
        }
    }
}
