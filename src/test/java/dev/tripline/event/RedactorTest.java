// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private static final String JWT =
            "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJzdWIiOiJzeXN0ZW06c2EifQ.c2lnbmF0dXJl-_Zm9v";
    private static final String OPAQUE = "k7Qz.9_x~4+Lw/2==";

    private static final Redactor REDACTOR = redactor("key");

    private static Redactor redactor(String key) {
        return new Redactor(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String inBytes(String text) {
        return new String(
                REDACTOR.redact(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "x%s y",
                "https://10.0.0.1/?jwt=%s&a=1",
                "{\"token\":\"%s\"}",
                "\"{\\\"t\\\":\\\"%s\\\"}\"",
                "curl -H 'Authorization: Bearer %s' https://kubernetes",
                "Ünïcödé %s é"
            })
    void aJwtIsMaskedWhereverItStands(String text) {
        for (String jwt : new String[] {JWT, JWT.substring(0, 50), JWT.substring(0, 34)}) {
            assertThat(REDACTOR.redact(text.formatted(jwt)))
                    .matches("(?s).*<jwt:[0-9a-f]{8}>.*")
                    .doesNotContain(jwt.substring(0, 12), jwt.substring(jwt.length() - 8));
            assertThat(inBytes(text.formatted(jwt)))
                    .isEqualTo(REDACTOR.redact(text.formatted(jwt)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"secretAccessKey\":\"%s\"}",
                "\"{\\\"SecretAccessKey\\\" : \\\"%s\\\"}\"",
                "aws_secret_access_key = %s",
                "AWS_SECRET_ACCESS_KEY='%s' aws s3 ls"
            })
    void aSecretKeyOfAwsIsMaskedBehindItsName(String text) {
        String key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

        assertThat(REDACTOR.redact(text.formatted(key)))
                .matches("(?s).*<aws-key:[0-9a-f]{8}>.*")
                .doesNotContain("wJalr", "LEKEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IQoJb3JpZ2luX2VjEB4aCXVzLXdlc3Qt//+=",
                "FwoGZXIvYXdzEB4aCXVzLXdlc3Qt",
                "AgoJb3JpZ2luX2VjEB4aCXVzLXdlc3Qt"
            })
    void aSessionTokenOfAwsIsMaskedWhereverItStands(String token) {
        for (String text : new String[] {"%s", "{\"sessionToken\":\"%s\"}", "x, %s)"}) {
            assertThat(REDACTOR.redact(text.formatted(token)))
                    .isEqualTo(text.formatted(REDACTOR.redact(token)));
        }
        assertThat(REDACTOR.redact(token)).matches("<aws-token:[0-9a-f]{8}>");
    }

    @Test
    void theIdOfAKeyIsEvidence() {
        String text = "{\"accessKeyId\":\"ASIAEXAMPLEEXAMPLE00\",\"secretAccessKey\":null}";

        assertThat(REDACTOR.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer %s",
                "authorization: BEARER   %s",
                "bEaReR:%s",
                "Bearer%%20%s",
                "Bearer+%s",
                "Bearer Bearer %s",
                "Bearer \"%s\"",
                "xBearer %s",
                "Bearer\\t%s",
                "Bearer\\u0020%s",
                "\\nBearer %s",
                "curl --oauth2-bearer %s https://kubernetes",
                "kubectl --token=%s get secrets",
                "kubectl --token %s get secrets",
                "kubectl --token '%s' get secrets",
                "kubectl --token \"Bearer %s\"",
                "--bearer-token=%s",
                "https://x/?access_token=%s",
                "https://x/?a=1\\u0026access_token=%s",
                "https://x/?a=1&token%%3D%s",
                "AWS_SESSION_TOKEN=%s",
                "[\"--token\",\"%s\"]",
                "[\"--token\" , \"%s\"]",
                "[\\\"--token\\\",\\\"%s\\\"]",
                "[\\\\\\\"Authorization: Bearer\\\\\\\",\\\\\\\"%s\\\\\\\"]"
            })
    void aTokenThatIsIntroducedIsMasked(String text) {
        String secret = text.formatted(OPAQUE);

        assertThat(REDACTOR.redact(secret))
                .matches("(?s).*<token:[0-9a-f]{8}>.*")
                .doesNotContain(OPAQUE.substring(0, 5), OPAQUE.substring(8));
        assertThat(inBytes(secret)).isEqualTo(REDACTOR.redact(secret));
    }

    @Test
    void aTokenInTheArgumentAfterItsIntroductionIsMasked() {
        for (String introduction :
                new String[] {"--token", "--oauth2-bearer", "Authorization: Bearer", "Bearer:"}) {
            Object redacted = REDACTOR.redact(new Object[] {"curl", introduction, "abc", 7L});

            assertThat((Object[]) redacted)
                    .satisfies(a -> assertThat(a[0]).isEqualTo("curl"))
                    .satisfies(a -> assertThat(a[1]).isEqualTo(introduction))
                    .satisfies(a -> assertThat((String) a[2]).matches("<token:[0-9a-f]{8}>"))
                    .satisfies(a -> assertThat(a[3]).isEqualTo(7L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$TOKEN", "${TOKEN}", "$(cat /run/token)", "`cat /run/token`", "@f"})
    void howATokenIsLookedUpStaysReadable(String lookup) {
        for (String text :
                new String[] {
                    "Authorization: Bearer " + lookup,
                    "curl -H \"Authorization: Bearer " + lookup + "\"",
                    "--token=" + lookup,
                    "access_token=" + lookup
                }) {
            assertThat(REDACTOR.redact(text)).isSameAs(text);
        }
        assertThat((Object[]) REDACTOR.redact(new Object[] {"--token", lookup}))
                .containsExactly("--token", lookup);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat /var/run/secrets/kubernetes.io/serviceaccount/token",
                "--token-file=/run/secrets/token",
                "/api/v1/namespaces/shop/serviceaccounts/web/token",
                "system:bearer",
                "eyJ",
                "eyJhbGc",
                "tokenreviews.authentication.k8s.io",
                "bearer of news",
                ""
            })
    void whatOnlySpeaksOfTokensStays(String text) {
        assertThat(REDACTOR.redact(text)).isSameAs(text);
        assertThat(inBytes(text)).isEqualTo(text);
    }

    @Test
    void equalTokensHaveEqualMasksHoweverTheyAreGiven() {
        String mask = REDACTOR.redact(JWT);

        assertThat(REDACTOR.redact("Bearer " + JWT)).isEqualTo("Bearer " + mask);
        assertThat(REDACTOR.redact("--token=" + JWT)).isEqualTo("--token=" + mask);
        assertThat((Object[]) REDACTOR.redact(new Object[] {"--token", JWT})).contains(mask);
        assertThat(REDACTOR.redact("--token=opaque").substring("--token=".length()))
                .isEqualTo(REDACTOR.redact("Bearer opaque").substring("Bearer ".length()))
                .isEqualTo(((Object[]) REDACTOR.redact(new Object[] {"--token", "opaque"}))[1]);
    }

    @Test
    void otherTokensAndOtherKeysHaveOtherMasks() {
        assertThat(REDACTOR.redact(JWT)).isNotEqualTo(REDACTOR.redact(JWT + "x"));
        assertThat(REDACTOR.redact(JWT)).isNotEqualTo(redactor("other").redact(JWT));
    }

    @Test
    void valuesThatAreNoTextStay() {
        assertThat(REDACTOR.redact((Object) 7L)).isEqualTo(7L);
        assertThat(REDACTOR.redact((Object) true)).isEqualTo(true);
        assertThat(REDACTOR.redact((Object) null)).isNull();
        assertThat((Object[]) REDACTOR.redact(new Object[] {"--token", 7L}))
                .containsExactly("--token", 7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bearer ",
                "bearer\",  ",
                "\",  ",
                " ",
                "--token ",
                "token=",
                "\\",
                "eyJ",
                "a.",
                ":"
            })
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void hostileTextTakesNoLongTime(String piece) {
        String text = "bearer" + piece.repeat(200_000);

        assertThat(REDACTOR.redact(text)).isNotNull();
        assertThat(REDACTOR.redact(text + "!")).isNotNull();
        assertThat((Object[]) REDACTOR.redact(new Object[] {text, "x"})).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0065yJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl\"}",
                "{\"a\":\"\\u0065\\u0079\\u004AhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ\\u007aeXN0ZW0ifQ\"}",
                "{\"a\":\"eyJhbGciOiJSUzI1NiJ9\\u002eeyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl\"}",
                "{\"a\":\"{\\\"b\\\":\\\"\\\\u0065yJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ\\\"}\"}",
                "Bea\\u0072er c2lnbmF0dXJl\\/c2lnbmF0dXJlc2lnbmF0dXJl",
                "Bearer\\u0020c2lnbmF0dXJl\\u002Fc2lnbmF0dXJlc2lnbmF0dXJl",
                "\\xff\\ \\u12 \\u00zz token\\u003dc2lnbmF0dXJlc2lnbmF0dXJl"
            })
    void escapesHideNoTokenInBytes(String record) {
        for (Charset encoding :
                new Charset[] {
                    StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
                }) {
            byte[] redacted = new Redactor(new byte[] {1}).redact(record.getBytes(encoding));

            assertThat(new String(redacted, StandardCharsets.ISO_8859_1).replace("\0", ""))
                    .containsPattern("<(jwt|token):[0-9a-f]{8}>")
                    .doesNotContain("c2lnbmF0dXJl", "zdWIiOiJ", "hbGciOiJ", "eXN0ZW0ifQ");
            assertThat(Redactor.isMasked(redacted)).isTrue();
        }
    }

    @Test
    void escapesStayWhereThereIsNoToken() {
        byte[] record = "{\"a\":\"\\u0065 \\/ token\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(new Redactor(new byte[] {1}).redact(record)).isSameAs(record);
        assertThat(Redactor.isMasked(record)).isFalse();
    }

    /** An attacker's record must not take minutes. */
    @Test
    @Timeout(20)
    void longRowsOfBackslashesAreReadInOnePass() {
        byte[] record = ("token " + "\\".repeat(4 << 20) + "u").getBytes(StandardCharsets.UTF_8);

        assertThat(new Redactor(new byte[] {1}).redact(record)).isSameAs(record);
    }
}
