// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import dev.tripline.sink.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {

    @TempDir private Path directory;

    @Test
    void takeEverythingIfNothingIsSaid() throws Exception {
        assertThat(taken("console: true")).containsExactly("exec-root", "token-read", "token-use");
    }

    @Test
    void takeRulesByTheirIdsAndByPatterns() throws Exception {
        assertThat(taken("console: true, rules: [token-*]"))
                .containsExactly("token-read", "token-use");
        assertThat(taken("console: true, rules: ['*-r*', token-use]"))
                .containsExactly("exec-root", "token-read", "token-use");
        assertThat(taken("console: true, rules: [token]")).isEmpty();
        assertThat(taken("console: true, rules: ['token.read']")).isEmpty();
    }

    @Test
    void takeRulesByAnyOfTheTags() throws Exception {
        assertThat(taken("console: true, tags: [Container, Other]")).containsExactly("exec-root");
    }

    @Test
    void takeWhatMeetsAllConditions() throws Exception {
        assertThat(taken("console: true, rules: [token-*], tags: [Container]")).isEmpty();
    }

    @Test
    void warnOfRulesThatReachNoSinkAndSinksThatNoRuleReaches() throws Exception {
        JobConfig config =
                config(
                        "{console: true, rules: [token-*], min-severity: high},"
                                + " {console: true, tags: [Misspelt]}");

        assertThat(Routes.warnings(config, rules()))
                .containsExactlyInAnyOrder(
                        "sinks[1]: no rule has the ids and tags that it asks for, so no alert goes"
                                + " there",
                        "exec-root: no sink takes alerts of this rule with severity critical; they"
                                + " are only counted",
                        "token-read: no sink takes alerts of this rule with severity low; they are"
                                + " only counted");
    }

    private List<String> taken(String sink) throws Exception {
        Route route = Routes.of(config("{" + sink + "}"), rules()).get(0);
        return route.rules().stream().sorted().toList();
    }

    private JobConfig config(String sinks) throws Exception {
        return ConfigLoader.load(
                Files.writeString(directory.resolve("job.yaml"), "sinks: [" + sinks + "]"));
    }

    private List<Rule> rules() throws Exception {
        Path rules = Files.createDirectories(directory.resolve("rules"));
        write(rules, "token-read", "low", 21, "Token");
        write(rules, "token-use", "high", 73, "Token");
        write(rules, "exec-root", "critical", 99, "Container");
        return RuleLoader.load(rules).orThrow();
    }

    private static void write(Path rules, String id, String severity, int risk, String tag)
            throws Exception {
        Files.writeString(
                rules.resolve(id + ".toml"),
                """
                [rule]
                rule_id = "%s"
                name = "A rule"
                description = "Of a test"
                severity = "%s"
                risk_score = %d
                type = "eql"
                language = "eql"
                tags = ["%s"]
                query = "any where true"
                """
                        .formatted(id, severity, risk, tag));
    }
}
