// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageCommandTest {

    private static final Path RULES = Path.of("job/rules");

    private final StringWriter out = new StringWriter();

    @Test
    void thePageOnDetectionsSaysWhatTheRulesSay() throws Exception {
        assertThat(coverage("--page", RULES.toString())).isZero();

        assertThat(Files.readString(Path.of("docs/detections.md")))
                .as("write it anew: scripts/tripline coverage --page > docs/detections.md")
                .isEqualTo(out.toString());
    }

    @Test
    void theLayerHasEachTechniqueOfEachRuleUnderItsTactic() throws Exception {
        assertThat(coverage(RULES.toString())).isZero();

        JsonNode layer = new ObjectMapper().readTree(out.toString());
        assertThat(layer.at("/domain").asText()).isEqualTo("enterprise-attack");
        assertThat(layer.at("/versions/layer").asText()).isEqualTo("4.5");
        assertThat(layer.at("/techniques"))
                .anySatisfy(
                        technique -> {
                            assertThat(technique.at("/techniqueID").asText())
                                    .isEqualTo("T1552.007");
                            assertThat(technique.at("/tactic").asText())
                                    .isEqualTo("credential-access");
                            assertThat(technique.at("/score").asInt()).isGreaterThan(5);
                            assertThat(technique.at("/comment").asText())
                                    .contains("k8s-secrets-list-watch-wide");
                        });
    }

    @Test
    void everyRuleOfTheShippedPackSaysWhatItCoversInWordsThatThePageKnows() throws Exception {
        List<String> asked =
                Requirement.all().stream().flatMap(source -> source.asks().stream()).toList();

        for (Rule rule : RuleLoader.load(RULES).orThrow()) {
            Map<?, ?> keys = (Map<?, ?>) rule.other().get("rule");
            assertThat((List<?>) keys.get("covers"))
                    .as(rule.id())
                    .isNotEmpty()
                    .allSatisfy(covered -> assertThat(asked).contains(covered.toString()));
        }
    }

    private int coverage(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "coverage";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Tripline.commandLine(new Tripline()).setOut(new PrintWriter(out)).execute(all);
    }
}
