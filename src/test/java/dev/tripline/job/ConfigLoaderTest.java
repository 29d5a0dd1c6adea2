// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sources:\\n  - nam: a\\n    delay: 1s\\n | 2:5: there is no key \"sources[0].nam\";"
                        + " known here are cluster, delay, files, format, kafka, name, quiet-after,"
                        + " trusted-proxies",
                "limits: {max-future: soon}       | 1:10: \"limits.max-future\" cannot be"
                        + " \"soon\": a duration is a number and a unit, such as 30s, 5min or 1d",
                "sources: [{kafka: {start: now}}] | 1:20: \"sources[0].kafka.start\" cannot be"
                        + " \"now\": use committed, earliest, latest, or a time such as"
                        + " 2026-03-01T00:00:00Z",
                "sources: [{kafka: {topic-pattern: '('}}] | 1:20: \"sources[0].kafka.topic-pattern\""
                        + " cannot be \"(\": it is no regular expression; k8s-audit-.* is one",
                "rules: [a]\\nrules: [b]           | 2:6: Duplicate field 'rules'",
                "sinks: 3                         | 1:1: \"sinks\" must be a list",
                "limits: many                     | 1:1: \"limits\" must be keys with values",
                "parallelism: two                 | 1:1: \"parallelism\" must be a whole number",
                "rules: [[a]]                     | 1:9: \"rules[0]\" must be one text",
                "sources: [{trusted-proxies: [10.0.0.0/8, lb]}] | 1:42:"
                        + " \"sources[0].trusted-proxies[1]\" cannot be \"lb\": a block is an"
                        + " address and its bits, such as 10.0.0.0/8",
                "sources: [{trusted-proxies: [[]]}] | 1:30: \"sources[0].trusted-proxies[0]\""
                        + " cannot be \"null\": a block is an address and its bits, such as"
                        + " 10.0.0.0/8",
                "sinks: [{search: {hosts: [es-1:9200]}}] | 1:27: \"sinks[0].search.hosts[0]\" cannot"
                        + " be \"es-1:9200\": a host is http or https with a name, such as"
                        + " https://es-1:9200",
                "sinks: [{min-severity: urgent}]  | 1:10: \"sinks[0].min-severity\" cannot be"
                        + " \"urgent\": use low, medium, high or critical",
                "sinks: [{kafka: {delivery: twice}}] | 1:18: \"sinks[0].kafka.delivery\" cannot be"
                        + " \"twice\": use at-least-once or exactly-once",
                "sources: [null]                  | 1:11: \"sources[0]\" has no value",
            })
    void saysWhereAndWhatIsWrong(String content, String problem) throws Exception {
        Path file = write(content.replace("\\n", "\n"));

        assertThatThrownBy(() -> ConfigLoader.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":" + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# nothing yet\n", "null"})
    void saysWhatAnEmptyFileLacks(String content) throws Exception {
        Path file = write(content);

        assertThatThrownBy(() -> ConfigLoader.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageEndingWith(
                        "there must be keys with values, at least rules, sources and sinks");
    }

    @Test
    void takesATimeWithItsZoneAsAStartPosition() throws Exception {
        JobConfig config =
                ConfigLoader.load(write("sources: [{kafka: {start: 2026-03-01T02:00:00+02:00}}]"));

        assertThat(config.sources().get(0).kafka().start().time())
                .isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void takesPathsAsRelativeToTheFile() throws Exception {
        JobConfig config = ConfigLoader.load(write("rules: [../rules, /etc/tripline/rules]"));

        assertThat(config.rules())
                .isEqualTo(
                        List.of(directory.resolveSibling("rules"), Path.of("/etc/tripline/rules")));
    }

    @Test
    void knowsEventsAtLeastAsLongAsLateOnesCount() throws Exception {
        JobConfig config = ConfigLoader.load(write("late-horizon: 1h"));

        assertThat(config.duplicateHorizon()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refusesHorizonsThatAreNone() throws Exception {
        JobConfig config = ConfigLoader.load(write("{duplicate-horizon: 0s, late-horizon: 0s}"));

        assertThatThrownBy(() -> ConfigChecks.check(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "late-horizon: must be 1ms or more; leave it out to do without")
                .hasMessageNotContaining("duplicate-horizon");
    }

    @Test
    void refusesLateHitsThatGoTwoWays() throws Exception {
        JobConfig config =
                ConfigLoader.load(
                        write("late-hits: {file: late.ndjson, kafka: {topic: late-hits}}"));

        assertThatThrownBy(() -> ConfigChecks.check(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("late-hits: give file or kafka, not both")
                .hasMessageContaining("late-hits.kafka.bootstrap-servers: is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                              | give one of console: true, file, kafka or search",
                "{search: {}}                    | .search.hosts: there must be at least one",
                "{search: {index: Alerts}}       | .search.index: must be of a-z, 0-9,",
                "{search: {username: a}}         | .search: username and password belong together",
                "{search: {username: a, password: b, api-key: c}} | .search: give api-key, or username"
                        + " and password, not both",
                "{search: {api-key: '${vault:a}'}} | .search.api-key: ${vault:…} names no provider;",
                "{search: {hosts: ['http://a'], ca-file: a}} | .search.ca-file: hosts without https",
                "{search: {max-bulk-alerts: 0}}  | .search.max-bulk-alerts: must be 1 or more",
                "{search: {timeout: 0s}}         | .search.timeout: must be 1ms or more",
                "{kafka: {delivery: exactly-once}} | .kafka.transactional-id-prefix: is missing;",
                "{kafka: {transactional-id-prefix: a}} | .kafka.transactional-id-prefix: only"
                        + " exactly-once has use for it",
                "{kafka: {properties: {acks: '1'}}} | .kafka.properties: Must set acks to all in"
                        + " order to use the idempotent producer",
                "{kafka: {properties: {linger.ms: soon}}} | .kafka.properties: Invalid value soon",
                "{kafka: {properties: {enable.idempotence: 'false'}, delivery: exactly-once}} |"
                        + " .kafka.properties: Cannot set a transactional.id without also enabling"
                        + " idempotence",
                "{kafka: {properties: {transaction.timeout.ms: '${env:T}'}, delivery: exactly-once}} |"
                        + " .kafka.properties.transaction.timeout.ms: is ${env:T}; write the number"
                        + " of milliseconds itself",
                "{kafka: {properties: {transaction.timeout.ms: long}, delivery: exactly-once}} |"
                        + " .kafka.properties: Invalid value long for configuration"
                        + " transaction.timeout.ms: Not a number",
            })
    void refusesSinksThatCannotBe(String sink, String problem) throws Exception {
        JobConfig config = ConfigLoader.load(write("sinks: [" + sink + "]"));

        assertThatThrownBy(() -> ConfigChecks.check(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sinks[0]")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max.poll.records: many | Invalid value many for configuration max.poll.records",
                "security.protocol: TLS | Invalid value TLS for configuration security.protocol",
                "ssl.keystore.password: '${vault:a}' | .ssl.keystore.password: ${vault:…} names no"
            })
    void refusesPropertiesThatNoConsumerTakes(String property, String problem) throws Exception {
        JobConfig config =
                ConfigLoader.load(
                        write(
                                "sources: [{kafka: {bootstrap-servers: a, topics: [b], properties: {"
                                        + property
                                        + "}}}]"));

        assertThatThrownBy(() -> ConfigChecks.check(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sources[0].kafka.properties")
                .hasMessageContaining(problem);
    }

    @Test
    void takesWhateverProducersMayBe() throws Exception {
        JobConfig config =
                ConfigLoader.load(
                        write(
                                """
                                sinks:
                                - kafka:
                                    properties:
                                      acks: "1"
                                      enable.idempotence: "false"
                                      linger.ms: "${env:LINGER}"
                                """));

        assertThatThrownBy(() -> ConfigChecks.check(config))
                .hasMessageContaining("sinks[0].kafka.topic: is missing")
                .hasMessageNotContaining("properties");
    }

    @Test
    void refusesExactlyOnceWithoutCheckpoints() throws Exception {
        JobConfig config =
                ConfigLoader.load(
                        write(
                                "sinks: [{kafka: {delivery: exactly-once,"
                                        + " transactional-id-prefix: a}}]"));

        assertThatThrownBy(() -> ConfigChecks.checkDelivery(config, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "sinks[0].kafka.delivery: exactly-once writes with checkpoints, and there"
                                + " are none; set execution.checkpointing.interval under flink");
        ConfigChecks.checkDelivery(config, true);
    }

    private Path write(String content) throws Exception {
        return Files.writeString(directory.resolve("job.yaml"), content);
    }
}
