// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Masks bearer tokens, JWTs and the keys of AWS before anything is stored, logged or emitted. A
 * token becomes {@code <jwt:1a2b3c4d>} or {@code <token:1a2b3c4d>}, the start of an HMAC-SHA-256,
 * so that equal tokens can be seen to be equal.
 *
 * <p>Values that only look up a token at run time, such as {@code Bearer $TOKEN}, are evidence and
 * stay.
 */
public final class Redactor implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String HMAC = "HmacSHA256";
    private static final int SHOWN_BYTES = 4;

    /** JSON objects in base64url begin like this, so it finds whole and truncated JWTs alike. */
    private static final Pattern JWT =
            Pattern.compile("eyJ[A-Za-z0-9_-]{13,}+(?:\\.[A-Za-z0-9_-]*+)*+");

    /** What the session tokens of AWS begin with, in base64: a few bytes and a name. */
    private static final Pattern AWS_SESSION =
            Pattern.compile(
                    "(?:FwoGZXIvYXdz|FQoGZXIvYXdz|IQoJb3JpZ2lu|AgoJb3JpZ2lu)[A-Za-z0-9/+=%_-]{8,}+");

    /** A secret key of AWS cannot be told from other text but by its name. */
    private static final Pattern AWS_SECRET =
            Pattern.compile(
                    "(?i)secret_?access_?key[\\\\\"']*+\\s*+[:=]\\s*+[\\\\\"']*+([A-Za-z0-9/+=]{16,}+)");

    /**
     * What may stand between an introduction and its token, also where URLs or JSON escape it, and
     * between two elements of a JSON array.
     */
    private static final String GAP =
            "(?:[\\s=:+]|%20|%3[ad]|\\\\[nrt]|\\\\u[0-9a-f]{4}|\\\\*+\"\\s*+,\\s*+)++";

    /**
     * What introduces a token inside one text; the token, if one follows, is group 1. Introductions
     * may follow each other ({@code --token "Bearer …"}). It never steps back, because the text is
     * an attacker's.
     */
    private static final Pattern INTRODUCED =
            Pattern.compile(
                    "(?i)(?:(?:(?:bearer|--oauth2-bearer|--token)"
                            + GAP
                            + "|token(?:=|%3d|\\\\u003d))\\\\*+[\"']?+)++"
                            + "([A-Za-z0-9._~+/=%-]{6,}+)?+");

    private static final Pattern INTRODUCES_NEXT =
            Pattern.compile("(?i).*bearer\\W*+|--(?:oauth2-bearer|token)", Pattern.DOTALL);

    /** What a token was replaced by. */
    private static final Pattern MASK = Pattern.compile("<(?:jwt|token):[0-9a-f]{8}>");

    /** How a shell or a tool is told to fetch the token from elsewhere. */
    private static final Pattern LOOKED_UP = Pattern.compile("(?:[$@`]|<\\().*", Pattern.DOTALL);

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

    /** What {@link #redact} writes for {@code jwt}. */
    public String maskJwt(String jwt) {
        return mask("jwt", jwt);
    }

    /** Returns {@code text} itself if it holds no token. */
    public String redact(String text) {
        if (!mayHoldToken(text)) {
            return text;
        }
        String withoutJwts =
                JWT.matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(maskJwt(match.group())));
        String withoutSessions =
                AWS_SESSION.matcher(withoutJwts).replaceAll(match -> mask("token", match.group()));
        return withoutIntroduced(AWS_SECRET, withoutIntroduced(INTRODUCED, withoutSessions));
    }

    /** Masks group 1 wherever the pattern finds one. */
    private String withoutIntroduced(Pattern pattern, String text) {
        Matcher introduced = pattern.matcher(text);
        StringBuilder redacted = new StringBuilder();
        int end = 0;
        while (introduced.find()) {
            if (introduced.group(1) == null) {
                continue;
            }
            redacted.append(text, end, introduced.start(1));
            redacted.append(mask("token", introduced.group(1)));
            end = introduced.end(1);
        }
        return end == 0 ? text : redacted.append(text, end, text.length()).toString();
    }

    /**
     * Masks a field's value, see {@link Event#get(int)}. In an array, an element that announces a
     * token ({@code --token}, {@code Authorization: Bearer}) has the next one masked.
     */
    public Object redact(Object value) {
        if (value instanceof String text) {
            return redact(text);
        }
        if (!(value instanceof Object[] array)) {
            return value;
        }
        Object[] redacted = new Object[array.length];
        for (int i = 0; i < array.length; i++) {
            boolean announced =
                    i > 0
                            && array[i - 1] instanceof String previous
                            && array[i] instanceof String
                            && INTRODUCES_NEXT.matcher(previous).matches();
            redacted[i] = announced ? redactWhole((String) array[i]) : redact(array[i]);
        }
        return redacted;
    }

    /**
     * Masks tokens in bytes that need be neither JSON nor UTF-8; all other bytes stay as they are,
     * or lose escapes that JSON does not need. Returns {@code bytes} itself if they hold no token.
     */
    public byte[] redact(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String plain = NeedlessEscapes.removed(text);
        String redacted = redact(plain);
        return redacted.equals(plain) ? bytes : redacted.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether something in {@code bytes} has been masked. */
    public static boolean isMasked(byte[] bytes) {
        return MASK.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).find();
    }

    private String redactWhole(String token) {
        String redacted = redact(token);
        return LOOKED_UP.matcher(token).matches() || MASK.matcher(redacted).matches()
                ? redacted
                : mask("token", token);
    }

    /** Cheap, because nearly every text holds none. */
    private static boolean mayHoldToken(String text) {
        if (text.length() < 6) {
            return false;
        }
        if (mayHoldJwt(text) || text.contains("b3JpZ2lu") || text.contains("GZXIvYXdz")) {
            return true;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("bearer")
                || lower.contains("token")
                || lower.contains("accesskey")
                || lower.contains("access_key");
    }

    private String mask(String kind, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            byte[] hash = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return "<" + kind + ":" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES) + ">";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
