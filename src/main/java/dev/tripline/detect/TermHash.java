// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for a text that only has to be known again: half of its SHA-256, so that nobody can make
 * two values pass for one.
 */
public record TermHash(long high, long low) {

    private static final ThreadLocal<MessageDigest> SHA_256 =
            ThreadLocal.withInitial(TermHash::sha256);

    static TermHash of(String text) {
        ByteBuffer hash =
                ByteBuffer.wrap(SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8)));
        return new TermHash(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
