// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import dev.tripline.event.JsonProjection;
import dev.tripline.event.JsonReader;
import dev.tripline.event.JsonReader.Document;
import dev.tripline.event.JsonReader.Slice;
import dev.tripline.event.Mask;
import dev.tripline.event.Redactor;
import dev.tripline.event.SecretKind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What JSON web tokens say of themselves: never the token, and nothing of its header or signature.
 * Nobody has checked that it is true.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/">the
 *     claims of Kubernetes' tokens</a>
 */
final class JwtClaims {

    /** Where tokens are looked for. */
    static final List<String> INPUTS =
            List.of(
                    "process.args",
                    "process.command_line",
                    "process.env_vars",
                    "kubernetes.audit.requestURI",
                    "url.original",
                    "url.full",
                    "url.query",
                    "http.request.headers.authorization",
                    "http.request.headers.Authorization",
                    "http.request.body.content",
                    "message");

    /** More tokens in one event are not looked at, nor longer ones. */
    private static final int MAX_TOKENS = 16;

    private static final int MAX_PAYLOAD = 16 << 10;

    /** A longer claim is no name of anything. */
    private static final int MAX_CLAIM = 1024;

    private static final List<String> ISSUER = List.of("iss");
    private static final List<String> SUBJECT = List.of("sub");
    private static final List<String> AUDIENCE = List.of("aud");
    private static final List<String> ID = List.of("jti");
    private static final List<String> EXPIRES = List.of("exp");

    /** Tokens in secrets, which older clusters made for every account, have names of their own. */
    private static final List<String> NAMESPACE =
            List.of("kubernetes.io.namespace", "kubernetes.io/serviceaccount/namespace");

    private static final List<String> SERVICE_ACCOUNT =
            List.of(
                    "kubernetes.io.serviceaccount.name",
                    "kubernetes.io/serviceaccount/service-account.name");

    private static final List<String> POD = List.of("kubernetes.io.pod.name");
    private static final List<String> POD_UID = List.of("kubernetes.io.pod.uid");
    private static final List<String> NODE = List.of("kubernetes.io.node.name");

    private static final List<String> ALL =
            List.of(
                            ISSUER,
                            SUBJECT,
                            AUDIENCE,
                            ID,
                            EXPIRES,
                            NAMESPACE,
                            SERVICE_ACCOUNT,
                            POD,
                            POD_UID,
                            NODE)
                    .stream()
                    .flatMap(List::stream)
                    .toList();

    private static final Object[] NO_CLAIMS = new Object[ALL.size()];

    private final JsonProjection projection;
    private final Object[] claims;
    private final String hash;

    private JwtClaims(JsonProjection projection, Object[] claims, String hash) {
        this.projection = projection;
        this.claims = claims;
        this.hash = hash;
    }

    /** Of every token in the values of {@code fields}; {@code null} if there is none. */
    static List<JwtClaims> in(Object[] fields, Redactor redactor) {
        Map<String, JwtClaims> tokens = null;
        for (Object values : fields) {
            for (Object value : FieldValues.each(values)) {
                if (value instanceof String text && mayHoldToken(text)) {
                    tokens = tokens == null ? new LinkedHashMap<>() : tokens;
                    add(text, redactor, tokens);
                }
            }
        }
        return tokens == null || tokens.isEmpty() ? null : List.copyOf(tokens.values());
    }

    /**
     * Whether all tokens of which the ends are known had ended at {@code time}; {@code null} if
     * nothing is known.
     */
    static Boolean areExpired(Object ends, Object time) {
        Instant now = instant(time);
        Boolean expired = null;
        for (Object end : FieldValues.each(ends)) {
            Instant until = instant(end);
            if (now == null || until == null) {
                return null;
            }
            expired = until.isBefore(now) && !Boolean.FALSE.equals(expired);
        }
        return expired;
    }

    private static Instant instant(Object text) {
        try {
            return text instanceof String time ? Instant.parse(time) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean mayHoldToken(String text) {
        return Redactor.mayHoldJwt(text) || text.indexOf('<') >= 0;
    }

    private static void add(String text, Redactor redactor, Map<String, JwtClaims> tokens) {
        for (String token : Redactor.jwts(text, MAX_TOKENS)) {
            // What is redacted as something else is no token of this kind.
            String mask = redactor.redact(token);
            if (tokens.size() < MAX_TOKENS && isOfJwt(mask)) {
                tokens.computeIfAbsent(mask, hash -> read(token, hash));
            }
        }
        for (Mask mask : Mask.in(text)) {
            if (tokens.size() < MAX_TOKENS && mask.kind() == SecretKind.JWT) {
                tokens.computeIfAbsent(mask.text(), JwtClaims::unreadable);
            }
        }
    }

    private static boolean isOfJwt(String mask) {
        return Mask.in(mask).stream().anyMatch(found -> found.kind() == SecretKind.JWT);
    }

    private static JwtClaims read(String token, String hash) {
        int start = token.indexOf('.') + 1;
        int end = token.indexOf('.', start);
        if (start == 0 || end < 0 || end - start > MAX_PAYLOAD) {
            return unreadable(hash);
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(token.substring(start, end));
            // Not shared: a projection learns spellings, and readers run side by side.
            JsonProjection projection = JsonProjection.of(ALL);
            Document document =
                    new JsonReader(projection, JsonReader.DEFAULT_MAX_DEPTH)
                            .read(new Slice(payload, 0, payload.length));
            return new JwtClaims(projection, document.values(), hash);
        } catch (IllegalArgumentException | IOException e) {
            // Not base64, or no JSON: it only looked like a token, or it is encrypted.
            return unreadable(hash);
        }
    }

    /** One that is cut off, encrypted, or masked already. */
    private static JwtClaims unreadable(String hash) {
        return new JwtClaims(JsonProjection.of(ALL), NO_CLAIMS, hash);
    }

    Object issuer() {
        return text(ISSUER);
    }

    Object subject() {
        return text(SUBJECT);
    }

    /** Of all {@code tokens}; each may have several. */
    static Object audience(List<JwtClaims> tokens) {
        Set<Object> names = new LinkedHashSet<>();
        for (JwtClaims token : tokens) {
            for (Object name : FieldValues.each(token.claim(AUDIENCE))) {
                if (name instanceof String text && text.length() <= MAX_CLAIM) {
                    names.add(name);
                }
            }
        }
        return FieldValues.of(names);
    }

    Object id() {
        return text(ID);
    }

    /** As other times in events are written. */
    Object expires() {
        if (!(Event.first(claim(EXPIRES)) instanceof Number seconds)) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(seconds.longValue()).toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    Object namespace() {
        return text(NAMESPACE);
    }

    Object serviceAccount() {
        return text(SERVICE_ACCOUNT);
    }

    Object pod() {
        return text(POD);
    }

    Object podUid() {
        return text(POD_UID);
    }

    Object node() {
        return text(NODE);
    }

    /** What the token is replaced by wherever it is shown. */
    Object hash() {
        return hash;
    }

    private Object text(List<String> names) {
        return Event.first(claim(names)) instanceof String text && text.length() <= MAX_CLAIM
                ? text
                : null;
    }

    private Object claim(List<String> names) {
        for (String name : names) {
            Object value = claims[projection.index(name)];
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
