// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.format.DerivedFields;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Hashes all that the evaluation of an event depends on: its identity, its time and every field
 * that some rule or alert looks at. Events of equal hashes give equal detections, so one of them is
 * enough; an identity alone can be forged.
 *
 * <p>The hash is the first half of a SHA-256 under a random key, so that nobody can prepare two
 * events that share one. Not thread-safe.
 */
final class ContentHasher {

    private static final int KEY_BYTES = 32;
    private static final int BUFFER_BYTES = 4096;

    private static final byte NONE = 0;
    private static final byte TEXT = 1;
    private static final byte LONG = 2;
    private static final byte DOUBLE = 3;
    private static final byte BOOLEAN = 4;
    private static final byte SEVERAL = 5;

    private final byte[] key = new byte[KEY_BYTES];
    private final MessageDigest digest;

    /** What the digest has not seen yet. */
    private final ByteBuffer pending = ByteBuffer.allocate(BUFFER_BYTES);

    /** Of the fields that say something new: derived ones are made of others. */
    private final int[] slots;

    /**
     * @param fields of the events that will come
     */
    ContentHasher(FieldSet fields) {
        Set<String> derived = new HashSet<>(DerivedFields.names());
        derived.remove(DerivedFields.TIME_SKEWED);
        slots =
                IntStream.range(0, fields.size())
                        .filter(slot -> !derived.contains(fields.name(slot)))
                        .toArray();
        new SecureRandom().nextBytes(key);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    ContentHash hash(Event event) {
        pending.put(key);
        text(event.identity().id());
        text(event.identity().order());
        number(event.time().millis());
        number(event.time().nanos());
        for (int slot : slots) {
            value(event.get(slot));
        }
        flush();
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new ContentHash(hash.getLong(), hash.getLong());
    }

    /** Kinds and lengths go before, so that no two lists of values read alike. */
    private void value(Object value) {
        if (value == null) {
            kind(NONE);
        } else if (value instanceof String text) {
            kind(TEXT);
            text(text);
        } else if (value instanceof Long number) {
            kind(LONG);
            number(number);
        } else if (value instanceof Double number) {
            kind(DOUBLE);
            number(Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean flag) {
            kind(BOOLEAN);
            number(flag ? 1 : 0);
        } else {
            Object[] several = (Object[]) value;
            kind(SEVERAL);
            number(several.length);
            for (Object one : several) {
                value(one);
            }
        }
    }

    private void kind(byte kind) {
        require(1);
        pending.put(kind);
    }

    private void number(long number) {
        require(Long.BYTES);
        pending.putLong(number);
    }

    /**
     * In UTF-8, which is many times faster than to go through the characters. Half a surrogate pair
     * becomes a question mark in it, so texts with any of these are taken as they are.
     */
    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean exact = !mayHoldReplacement(utf8);
        number(exact ? utf8.length : -1L - text.length());
        if (exact) {
            bytes(utf8);
        } else {
            characters(text);
        }
    }

    private static boolean mayHoldReplacement(byte[] utf8) {
        for (byte b : utf8) {
            if (b == '?') {
                return true;
            }
        }
        return false;
    }

    private void bytes(byte[] bytes) {
        if (bytes.length > BUFFER_BYTES) {
            flush();
            digest.update(bytes);
        } else {
            require(bytes.length);
            pending.put(bytes);
        }
    }

    private void characters(String text) {
        for (int i = 0; i < text.length(); i++) {
            require(Character.BYTES);
            pending.putChar(text.charAt(i));
        }
    }

    private void require(int bytes) {
        if (pending.remaining() < bytes) {
            flush();
        }
    }

    private void flush() {
        digest.update(pending.array(), 0, pending.position());
        pending.clear();
    }
}
