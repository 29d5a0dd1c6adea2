// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSecretsTest {

    @TempDir private Path directory;

    /** What a client makes of a property. */
    private static Object seenByClient(String value) {
        Map<String, String> properties = Map.of("bootstrap.servers", "a:1", "client.id", value);
        return new AdminClientConfig(KafkaSecrets.resolvable(properties))
                .originals()
                .get("client.id");
    }

    @Test
    void areReadFromTheEnvironment() {
        assertThat(seenByClient("it is ${env:PATH};"))
                .isEqualTo("it is " + System.getenv("PATH") + ";");
    }

    @Test
    void areReadFromFiles() throws Exception {
        Path file = Files.writeString(directory.resolve("login.properties"), "password=abc\n");
        Files.writeString(directory.resolve("token"), "def\n");

        assertThat(seenByClient("${file:" + file + ":password}")).isEqualTo("abc");
        assertThat(seenByClient("${directory:" + directory + ":token}")).isEqualTo("def");
    }

    @ParameterizedTest
    @CsvSource({
        "${env:NO_SUCH_VARIABLE},          there is no environment variable NO_SUCH_VARIABLE",
        "${file:DIR/login:password},       the file DIR/login has no password",
        "${file:DIR/missing:password},     Could not read properties from file DIR/missing",
        "${directory:DIR:missing},         there is no file missing in DIR",
        "${directory:DIR/missing:missing}, there is no file missing in DIR/missing",
    })
    void areMissedByName(String placeholder, String problem) throws Exception {
        Files.writeString(directory.resolve("login"), "user=abc\n");

        assertThatThrownBy(() -> seenByClient(placeholder.replace("DIR", directory.toString())))
                .hasMessage(problem.replace("DIR", directory.toString()));
    }

    @Test
    void needAProviderThatExists() throws Exception {
        Path config =
                job("sasl.jaas.config: 'password=\"${envv:PASSWORD}\"'", "ssl.key.password: none");

        assertThatThrownBy(() -> ConfigChecks.check(ConfigLoader.load(config)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "sources[0].kafka.properties.sasl.jaas.config: ${envv:…} names no"
                                + " provider; use one of directory, env, file");
    }

    /** Somebody's own providers replace these. */
    @Test
    void mayComeFromProvidersOfOnesOwn() {
        Map<String, String> own = Map.of(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "vault");

        assertThat(KafkaSecrets.providers(own)).containsExactly("vault");
    }

    @Test
    void doNotTravelWithTheJob() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "never-in-a-job-graph");
        String login = "sasl.jaas.config: 'password=\"${directory:" + directory + ":secret}\"'";
        JobConfig config = ConfigLoader.load(job(login, login));
        ConfigChecks.check(config);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());

        DetectionJob.define(env, config, List.of(), RedactionKey.redactor(null));

        byte[] graph = InstantiationUtil.serializeObject(env.getStreamGraph().getJobGraph());
        assertThat(new String(graph, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("${directory:" + directory + ":secret}")
                .doesNotContain(Files.readString(secret));
    }

    private Path job(String sourceProperty, String sinkProperty) throws Exception {
        return Files.writeString(
                directory.resolve("job.yaml"),
                """
                rules: [.]
                sources:
                  - name: events
                    kafka:
                      bootstrap-servers: localhost:1
                      topics: [events]
                      properties:
                        %s
                sinks:
                  - kafka:
                      bootstrap-servers: localhost:1
                      topic: alerts
                      properties:
                        %s
                """
                        .formatted(sourceProperty, sinkProperty));
    }
}
