// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtClaimsTest {

    private static final String JTI = "tripline.jwt.jti";
    private static final String HASH = "tripline.jwt.hash";

    private static final String[] ALL =
            DerivedFields.names().stream()
                    .filter(name -> name.startsWith("tripline.jwt."))
                    .toArray(String[]::new);

    private static final String BOUND =
            """
            {"aud":["https://kubernetes.default.svc","vault"],"exp":1772445600,"iat":1772442000,
             "iss":"https://kubernetes.default.svc","jti":"5f2c9ed8-1b7e-4b60-9a30-9d5f0c2f0e11",
             "kubernetes.io":{"namespace":"shop","node":{"name":"n1","uid":"u-n"},
              "pod":{"name":"web-1","uid":"u-p"},"serviceaccount":{"name":"web","uid":"u-s"}},
             "nbf":1772442000,"sub":"system:serviceaccount:shop:web"}""";

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String payload) {
        return token(payload, "signature".repeat(30));
    }

    private static String token(String payload, String signature) {
        return base64("{\"alg\":\"RS256\",\"kid\":\"k\"}")
                + "."
                + base64(payload)
                + "."
                + base64(signature);
    }

    private static Event run(String... arguments) {
        return Deriving.from(Map.of("process.args", List.of(arguments)), ALL);
    }

    @Test
    void aTokenSaysWhoItIsOf() {
        String token = token(BOUND);
        Event event = run("curl", "-H", "Authorization: Bearer " + token, "https://10.0.0.1/api");

        assertThat(event.get("tripline.jwt.issuer")).isEqualTo("https://kubernetes.default.svc");
        assertThat(event.get("tripline.jwt.subject")).isEqualTo("system:serviceaccount:shop:web");
        assertThat((Object[]) event.get("tripline.jwt.audience"))
                .containsExactly("https://kubernetes.default.svc", "vault");
        assertThat(event.get(JTI)).isEqualTo("5f2c9ed8-1b7e-4b60-9a30-9d5f0c2f0e11");
        assertThat(event.get("tripline.jwt.expires")).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(event.get("tripline.jwt.namespace")).isEqualTo("shop");
        assertThat(event.get("tripline.jwt.service_account")).isEqualTo("web");
        assertThat(event.get("tripline.jwt.pod")).isEqualTo("web-1");
        assertThat(event.get("tripline.jwt.pod_uid")).isEqualTo("u-p");
        assertThat(event.get("tripline.jwt.node")).isEqualTo("n1");
        assertThat(event.get(HASH)).isEqualTo(Readings.REDACTOR.redact(token));
    }

    @Test
    void aTokenOfASecretSaysItInItsOwnWords() {
        Event event =
                run(
                        token(
                                """
                                {"iss":"kubernetes/serviceaccount",
                                 "kubernetes.io/serviceaccount/namespace":"shop",
                                 "kubernetes.io/serviceaccount/secret.name":"web-token-x2x7p",
                                 "kubernetes.io/serviceaccount/service-account.name":"web",
                                 "sub":"system:serviceaccount:shop:web"}"""));

        assertThat(event.get("tripline.jwt.issuer")).isEqualTo("kubernetes/serviceaccount");
        assertThat(event.get("tripline.jwt.namespace")).isEqualTo("shop");
        assertThat(event.get("tripline.jwt.service_account")).isEqualTo("web");
        assertThat(event.get(JTI)).isNull();
        assertThat(event.get("tripline.jwt.expires")).isNull();
    }

    @Test
    void aTokenAndItsUseMeetInItsId() {
        Event use =
                Deriving.from(
                        Map.of(
                                "kubernetes.audit.user.extra",
                                Map.of(
                                        "authentication.kubernetes.io/credential-id",
                                        List.of("JTI=5f2c9ed8-1b7e-4b60-9a30-9d5f0c2f0e11"))),
                        "tripline.caller.credential_id");

        assertThat(run(token(BOUND)).get(JTI)).isEqualTo(use.get("tripline.caller.credential_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process.command_line",
                "process.env_vars",
                "kubernetes.audit.requestURI",
                "url.original",
                "url.full",
                "url.query",
                "http.request.headers.authorization",
                "http.request.body.content",
                "message"
            })
    void tokensAreFoundIn(String field) {
        String text = "/x?access_token=" + token("{\"jti\":\"j\"}") + "&y=1";

        assertThat(Deriving.of(JTI, Map.of(field, text))).containsExactly("j");
    }

    @Test
    void severalTokensAreSeveralValues() {
        String first = token("{\"jti\":\"a\",\"iss\":\"i\"}");
        Event event = run(first + " " + first, "--x=" + token("{\"jti\":\"b\",\"iss\":\"i\"}"));

        assertThat((Object[]) event.get(JTI)).containsExactly("a", "b");
        assertThat(event.get("tripline.jwt.issuer")).isEqualTo("i");
        assertThat((Object[]) event.get(HASH)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "\"jti\"",
                "{\"jti\":}",
                "{\"jti\":\"a\"} more",
                "{\"jti\":7}",
                "{\"jti\":{\"a\":1}}",
                "{\"jti\":null,\"exp\":\"soon\"}",
                "{\"exp\":1e300}",
            })
    void whatIsNoClaimGivesNoId(String payload) {
        Event event = run(token(payload));

        assertThat(event.get(JTI)).isNull();
        assertThat(event.get("tripline.jwt.expires")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJSUzI1NiJ9",
                "eyJhbGciOiJSUzI1NiJ9.",
                "eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiJhIn0",
                "eyJhbGciOiJSUzI1NiJ9..c2ln",
                "eyJhbGciOiJSUzI1NiJ9.A.c2ln",
                "eyJhbGciOiJSUzI1NiJ9.____.c2ln",
                "eyJhbGciOiJSU0EtT0FFUCJ9.OKOawDo13gRp2ojaHV7L.48V1_ALb6US04U3b.5eym8TW_c8Su.XFBoMY",
            })
    void aTokenThatCannotBeReadHasItsHashAlone(String token) {
        Event event = run(token);

        for (String field : ALL) {
            assertThat(event.get(field))
                    .as(field)
                    .isEqualTo(field.equals(HASH) ? Readings.REDACTOR.redact(token) : null);
        }
    }

    /** As in a dead letter that is read again. */
    @Test
    void aTokenThatIsMaskedAlreadyHasTheSameHash() {
        String mask = Readings.REDACTOR.redact(token(BOUND));

        Event event = run("-H", "Authorization: Bearer " + mask);

        assertThat(event.get(HASH)).isEqualTo(mask);
        assertThat(event.get(JTI)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJ", "<jwt:12>", "<token:12345678>", "a < b"})
    void whatOnlyLooksAlikeIsNoToken(String text) {
        for (String field : ALL) {
            assertThat(run(text).get(field)).as(field).isNull();
        }
    }

    @Test
    void aClaimTooLongForANameIsNone() {
        Event event = run(token("{\"jti\":\"a\",\"sub\":\"" + "s".repeat(2_000) + "\"}"));

        assertThat(event.get(JTI)).isEqualTo("a");
        assertThat(event.get("tripline.jwt.subject")).isNull();
    }

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void manyAndLongTokensTakeNoLongTime() {
        List<String> hundred = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hundred.add(token("{\"jti\":\"" + i + "\"}"));
        }
        run(token("{\"jti\":\"" + "a".repeat(1_000_000) + "\"}"));
        run(token("[".repeat(10_000)));
        run(token("{\"a\":".repeat(2_000)));
        run(
                "eyJ".repeat(300_000),
                "eyJa.".repeat(200_000),
                "eyJ" + "a".repeat(20) + ".".repeat(1_000_000));

        assertThat(Deriving.of(JTI, Map.of("message", String.join(" ", hundred)))).hasSize(16);
        assertThat((Object[]) run(hundred.toArray(String[]::new)).get(JTI)).hasSize(16);
    }
}
