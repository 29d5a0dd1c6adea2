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

    private Path write(String content) throws Exception {
        return Files.writeString(directory.resolve("job.yaml"), content);
    }
}
