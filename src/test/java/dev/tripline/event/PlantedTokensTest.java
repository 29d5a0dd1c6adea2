// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlantedTokensTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Redactor REDACTOR = new Redactor("key".getBytes(StandardCharsets.UTF_8));

    private static final List<String> INTRODUCTIONS =
            List.of(
                    "Bearer ",
                    "Authorization: bearer ",
                    "BEARER%20",
                    "--token=",
                    "--token ",
                    "--oauth2-bearer ",
                    "https://x/?access_token=",
                    "Bearer \"");

    /** A text with a secret somewhere inside. */
    record Planted(String text, String secret) {}

    @Property
    void noPieceOfAPlantedTokenSurvives(@ForAll("planted") List<Planted> planted)
            throws JsonProcessingException {
        Object[] values = planted.stream().map(Planted::text).toArray();
        String document =
                JSON.writeValueAsString(Map.of("a", values, "b", List.of(List.of(values))));

        String redactedValues = Arrays.toString((Object[]) REDACTOR.redact(values));
        String redactedBytes =
                new String(
                        REDACTOR.redact(document.getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8);

        for (Planted plant : planted) {
            for (String piece : pieces(plant.secret)) {
                assertThat(redactedValues).doesNotContain(piece);
                assertThat(redactedBytes).doesNotContain(piece);
            }
        }
    }

    /** Twelve characters each; the header of a JWT is no secret but goes with it. */
    private static List<String> pieces(String secret) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i + 12 <= secret.length(); i++) {
            pieces.add(secret.substring(i, i + 12));
        }
        return pieces;
    }

    @Property
    void redactingTwiceChangesNothingMore(@ForAll("planted") List<Planted> planted) {
        Object[] values = planted.stream().map(Planted::text).toArray();

        Object once = REDACTOR.redact(values);

        assertThat((Object[]) REDACTOR.redact(once)).isEqualTo(once);
    }

    @Property
    void anyArgumentsAreRedactedOnceAndForAll(@ForAll("arguments") List<String> arguments) {
        Object once = REDACTOR.redact(arguments.toArray());

        assertThat((Object[]) REDACTOR.redact(once)).isEqualTo(once);
    }

    @Property
    void textWithoutTokensIsLeftAlone(@ForAll String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean speaksOfTokens =
                text.contains("eyJ") || lower.contains("bearer") || lower.contains("token");

        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(speaksOfTokens || REDACTOR.redact(text).equals(text)).isTrue();
        assertThat(speaksOfTokens || REDACTOR.redact(bytes) == bytes).isTrue();
    }

    @Property
    void whatStandsAroundATokenStays(
            @ForAll("around") String before, @ForAll("around") String after) {
        assertThat(REDACTOR.redact(before + " Bearer abcdefgh " + after))
                .startsWith(before + " Bearer <token:")
                .endsWith("> " + after);
    }

    @Provide
    Arbitrary<List<Planted>> planted() {
        Arbitrary<Planted> jwts =
                Combinators.combine(around(), jwt(), around())
                        .as((before, jwt, after) -> new Planted(before + jwt + " " + after, jwt));
        Arbitrary<Planted> bearers =
                Combinators.combine(around(), Arbitraries.of(INTRODUCTIONS), opaque(), around())
                        .as(
                                (before, introduction, token, after) ->
                                        new Planted(
                                                before + introduction + token + " " + after,
                                                token));
        return Arbitraries.oneOf(jwts, bearers).list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "--token",
                                "Authorization: Bearer",
                                "Bearer abcdefgh",
                                "eyJhbGciOiJSUzI1NiJ9.x",
                                "x eyJhbGciOiJSUzI1NiJ9.x y",
                                "$TOKEN",
                                "token=",
                                "<token:12345678>"),
                        Arbitraries.strings().ascii().ofMaxLength(12))
                .list()
                .ofMaxSize(6);
    }

    /** Text that has neither spaces nor tokens; "#" keeps it apart from what it surrounds. */
    @Provide
    Arbitrary<String> around() {
        return Arbitraries.strings()
                .withChars("abcäß{}[],;:'/\\$\n")
                .ofMaxLength(10)
                .map(text -> "#" + text + "#");
    }

    private static Arbitrary<String> jwt() {
        Arbitrary<String> part =
                Arbitraries.strings()
                        .alpha()
                        .numeric()
                        .withChars('-', '_')
                        .ofMinLength(16)
                        .ofMaxLength(60);
        return Combinators.combine(part, part, part)
                .as(
                        (header, payload, signature) ->
                                "eyJ" + header + ".eyJ" + payload + "." + signature);
    }

    private static Arbitrary<String> opaque() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("-._~+/")
                .ofMinLength(12)
                .ofMaxLength(60);
    }
}
