// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Of random tokens nothing but claims comes out. */
class PlantedJwtsTest {

    private static final String[] ALL =
            DerivedFields.names().stream()
                    .filter(name -> name.startsWith("tripline.jwt."))
                    .toArray(String[]::new);

    private static Event run(String... arguments) {
        return Deriving.from(Map.of("process.args", List.of(arguments)), ALL);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void noValueHoldsAnythingOfTheToken(
            @ForAll @StringLength(max = 40) String subject,
            @ForAll @StringLength(min = 1, max = 40) String secret,
            @ForAll @Size(min = 8, max = 64) List<@IntRange(max = 255) Integer> signature)
            throws JsonProcessingException {
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", subject);
        claims.put("jti", "j");
        claims.put("https://example.com/secret", secret);
        String payload = base64(new ObjectMapper().writeValueAsString(claims));
        byte[] bytes = new byte[signature.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = signature.get(i).byteValue();
        }
        String signed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String token = base64("{\"alg\":\"RS256\"}") + "." + payload + "." + signed;

        Event event = run("curl", "-HAuthorization:Bearer " + token);

        assertThat(event.get("tripline.jwt.jti")).isEqualTo("j");
        List<Object> values = new ArrayList<>();
        for (String field : ALL) {
            values.addAll(List.of(FieldValues.each(event.get(field))));
        }
        assertThat(values)
                .noneMatch(value -> value.toString().contains(payload))
                .noneMatch(value -> value.toString().contains(signed));
        assertThat(values).hasSize(3);
    }
}
