// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import dev.tripline.event.SampleSecrets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownSecretsTest {

    private static final String KIND = "tripline.secret.kind";
    private static final String HASH = "tripline.secret.hash";

    private static final SampleSecrets SAMPLES = new SampleSecrets(3);

    @ParameterizedTest
    @ValueSource(strings = {"message", "process.command_line", "process.env_vars", "log.original"})
    void credentialsAreFoundIn(String field) {
        String token = SAMPLES.github();

        Event event = Deriving.from(Map.of(field, "found " + token), KIND, HASH);

        assertThat(event.get(KIND)).isEqualTo("github-token");
        assertThat(event.get(HASH)).isEqualTo(Readings.REDACTOR.redact(token));
    }

    @Test
    void everyCredentialHasItsKindAndItsHashAtTheSamePlace() {
        String first = SAMPLES.gitlab();
        String second = SAMPLES.jwt();
        String third = SAMPLES.gitlab();

        Event event =
                Deriving.from(
                        Map.of("process.args", List.of("x", first, "--t=" + second, third, first)),
                        KIND,
                        HASH);

        Object[] kinds = (Object[]) event.get(KIND);
        Object[] hashes = (Object[]) event.get(HASH);
        assertThat(kinds).containsExactlyInAnyOrder("jwt", "gitlab-token", "gitlab-token");
        for (int i = 0; i < kinds.length; i++) {
            assertThat((String) hashes[i]).startsWith("<" + kinds[i] + ":");
        }
        assertThat(hashes)
                .containsExactlyInAnyOrder(
                        Readings.REDACTOR.redact(first),
                        Readings.REDACTOR.redact(second),
                        Readings.REDACTOR.redact(third));
    }

    @Test
    void whatIsMerelyCalledATokenIsNone() {
        assertThat(
                        Deriving.of(
                                KIND,
                                Map.of("message", "token=abcdefghijklm password=secretsecret")))
                .isEmpty();
    }

    @Test
    void connectionStringsFilesOfDockerAndKubeconfigsAreKnown() {
        String password = SAMPLES.password();

        assertThat(kind("postgres://web:" + password + "@db/shop")).containsExactly("password");
        assertThat(kind("Server=db;User Id=sa;Password=" + password + ";"))
                .containsExactly("password");
        assertThat(
                        kind(
                                "{\"auths\":{\"registry\":{\"auth\":\""
                                        + SampleSecrets.base64("web:" + password)
                                        + "\"}}}"))
                .containsExactly("docker-auth");
        assertThat(kind("client-key-data: " + SampleSecrets.base64(SAMPLES.privateKey())))
                .containsExactly("private-key");
        assertThat(kind("AccountName=x;AccountKey=" + SAMPLES.azureKey()))
                .containsExactly("azure-key");
        assertThat(kind(SAMPLES.awsKeyId() + "\n" + SAMPLES.awsKey())).containsExactly("aws-key");
    }

    private static List<Object> kind(String message) {
        return Deriving.of(KIND, Map.of("message", message));
    }
}
