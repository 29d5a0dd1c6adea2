// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Masks credentials before anything is stored, logged or emitted: what {@link SecretFinder} finds,
 * and what {@link SecretFields} are full of. A secret becomes {@code <kind:1a2b3c4d>}, the start of
 * an HMAC-SHA-256, so that equal secrets can be seen to be equal, however they were written.
 *
 * <p>Values that only look up a secret at run time, such as {@code Bearer $TOKEN}, are evidence and
 * stay.
 */
public final class Redactor implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String HMAC = "HmacSHA256";
    private static final int SHOWN_BYTES = 4;
    private static final int MOST_JOINTS = 3;

    private static final Pattern JWT =
            Pattern.compile("eyJ[A-Za-z0-9_-]{13,}+(?:\\.[A-Za-z0-9_-]*+)*+");

    /** Of several readings of one text. */
    private static final Comparator<Secret> BEST =
            Comparator.comparing(Secret::kind)
                    .thenComparing(Secret::certain, Comparator.reverseOrder())
                    .thenComparing(secret -> secret.value().length(), Comparator.reverseOrder());

    private final byte[] key;

    /**
     * @param key keeps others from checking guesses against the hashes; not empty
     */
    public Redactor(byte[] key) {
        this.key = key.clone();
    }

    /** Cheap: whether it is worth while to look for {@link #jwts}. */
    public static boolean mayHoldJwt(String text) {
        return text.contains("eyJ");
    }

    /** The JWTs in {@code text}, whole or cut off, each exactly what a mask would stand for. */
    public static List<String> jwts(String text, int limit) {
        return JWT.matcher(text).results().limit(limit).map(MatchResult::group).toList();
    }

    /** What {@link #redact} writes for {@code secret} where it stands alone. */
    public String mask(Secret secret) {
        return mask(secret.kind(), secret.value());
    }

    /** Returns {@code text} itself if it holds no secret. */
    public String redact(String text) {
        return without(SecretFinder.in(text), text);
    }

    /**
     * For a text whose parts were joined by slashes: those may be part of a key, too, and so hide
     * where one begins and ends.
     */
    public String redactJoined(String text) {
        if (!SecretFinder.mayFind(text)) {
            return text;
        }
        List<Secret> secrets = new ArrayList<>(SecretFinder.in(text));
        int slash = text.lastIndexOf('/');
        for (int joint = 0; joint < MOST_JOINTS && slash >= 0; joint++) {
            int behind = slash + 1;
            secrets.addAll(SecretFinder.in(text.substring(0, slash)));
            SecretFinder.in(text.substring(behind)).stream()
                    .map(secret -> secret.at(behind + secret.start(), behind + secret.end()))
                    .forEach(secrets::add);
            slash = text.lastIndexOf('/', slash - 1);
        }
        return without(secrets, text);
    }

    /**
     * Masks a field's value, see {@link Event#get(int)}. In an array, an element may announce that
     * the next one is a secret ({@code --token}, {@code Authorization: Bearer}).
     */
    public Object redact(Object value) {
        if (value instanceof String text) {
            return redact(text);
        }
        return value instanceof Object[] array ? redact(array) : value;
    }

    private Object[] redact(Object[] array) {
        List<Secret> secrets = SecretFinder.in(array);
        if (secrets.isEmpty()) {
            return array;
        }
        List<Secret> apart = apart(secrets);
        Object[] redacted = array.clone();
        int start = 0;
        for (int i = 0; i < array.length; i++) {
            int end = start + String.valueOf(array[i]).length();
            if (array[i] instanceof String text) {
                redacted[i] = masked(apart, text, start);
            }
            start = end + 1;
        }
        return redacted;
    }

    /** Like {@link #redact(Object)}, for the values of one field, whose name may say more. */
    public UnaryOperator<Object> ofField(String field) {
        Optional<String> header = SecretFields.header(field);
        if (header.isPresent()) {
            return value -> each(value, text -> redactHeader(header.get(), text));
        }
        return SecretFields.kind(field)
                .<UnaryOperator<Object>>map(kind -> value -> each(value, whole(kind)))
                .orElse(this::redact);
    }

    private static Object each(Object value, UnaryOperator<String> redaction) {
        if (value instanceof Object[] array) {
            Object[] redacted = new Object[array.length];
            for (int i = 0; i < array.length; i++) {
                redacted[i] = each(array[i], redaction);
            }
            return redacted;
        }
        return value == null || value instanceof Boolean
                ? value
                : redaction.apply(String.valueOf(value));
    }

    private String redactHeader(String header, String text) {
        return redact(header + text).substring(header.length());
    }

    private UnaryOperator<String> whole(SecretKind kind) {
        return text -> {
            if (text.isEmpty() || NamedSecrets.isNoSecret(text)) {
                return text;
            }
            List<Secret> secrets = new ArrayList<>(SecretFinder.in(text));
            secrets.add(new Secret(kind, 0, text.length(), SecretObjects.plain(text), false));
            return without(secrets, text);
        };
    }

    /**
     * Masks secrets in bytes that need be neither JSON nor UTF-8; all other bytes stay as they are.
     * Gzip with secrets in it is unpacked, as far as that can be done, whether it is broken or not.
     * Returns {@code bytes} itself if they hold no secret.
     */
    public byte[] redact(byte[] bytes) {
        if (!Packed.is(bytes)) {
            return redactPlain(bytes);
        }
        Packed packed = Packed.of(bytes);
        byte[] redacted = redactPlain(packed.content());
        return packed.cut() || redacted != packed.content() ? redacted : bytes;
    }

    private byte[] redactPlain(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String redacted = redact(text);
        return redacted.equals(text) ? bytes : redacted.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether something in {@code bytes} has been masked. */
    public static boolean isMasked(byte[] bytes) {
        return !Mask.in(new String(bytes, StandardCharsets.ISO_8859_1)).isEmpty();
    }

    private String without(List<Secret> secrets, String text) {
        return secrets.isEmpty() ? text : masked(apart(secrets), text, 0);
    }

    /**
     * @param apart in order
     * @param start where {@code text} begins in what {@code apart} was found in
     */
    private String masked(List<Secret> apart, String text, int start) {
        StringBuilder redacted = null;
        int done = 0;
        for (Secret secret : apart) {
            int from = Math.max(secret.start() - start, 0);
            int end = Math.min(secret.end() - start, text.length());
            if (from >= end) {
                continue;
            }
            if (redacted == null) {
                redacted = new StringBuilder(text.length());
            }
            redacted.append(text, done, from).append(mask(secret));
            done = end;
        }
        return redacted == null ? text : redacted.append(text, done, text.length()).toString();
    }

    /** What overlaps becomes one: as long as all of it, and what is known best. */
    private static List<Secret> apart(List<Secret> secrets) {
        List<Secret> sorted = new ArrayList<>(secrets);
        sorted.sort(Comparator.comparingInt(Secret::start));
        List<Secret> apart = new ArrayList<>();
        for (Secret secret : sorted) {
            Secret last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            if (last == null || secret.start() >= last.end()) {
                apart.add(secret);
            } else {
                Secret better = BEST.compare(secret, last) < 0 ? secret : last;
                int end = Math.max(last.end(), secret.end());
                apart.set(apart.size() - 1, better.at(last.start(), end));
            }
        }
        return apart;
    }

    private String mask(SecretKind kind, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            byte[] hash = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return "<" + kind.word() + ":" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES) + ">";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
