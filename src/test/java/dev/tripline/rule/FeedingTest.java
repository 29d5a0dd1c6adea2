// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.format.FieldSupply;
import dev.tripline.format.Formats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedingTest {

    private static final Feeding FEEDING = new Feeding(FieldSupply.of(Formats.SHIPPED));

    @TempDir private Path directory;

    @Test
    void aFormatFeedsWhatItsTableGives() throws Exception {
        assertThat(only("any where aws.cloudtrail.user_identity.arn == \"x\"").formats())
                .contains("cloudtrail")
                .doesNotContain("falco", "tetragon", "kubernetes-audit");
    }

    @Test
    void whatAFormatAlwaysSaysCannotBeOtherwise() throws Exception {
        assertThat(only("any where event.dataset == \"kubernetes.audit_logs\"").formats())
                .contains("kubernetes-audit", "eks", "aks")
                .doesNotContain("tetragon", "cloudtrail");
    }

    @Test
    void theCategoryCountsToo() throws Exception {
        assertThat(only("process where process.name == \"sh\"").formats())
                .contains("falco", "tetragon")
                .doesNotContain("kubernetes-audit");
    }

    @Test
    void oneOfSeveralAlternativesIsEnough() throws Exception {
        assertThat(only("any where no.such.field == 1 or process.name == \"sh\"").formats())
                .contains("tetragon");
        assertThat(only("any where no.such.field == 1 and process.name == \"sh\"").formats())
                .isEmpty();
    }

    @Test
    void aMissingFieldMeetsNegations() throws Exception {
        assertThat(only("any where no.such.field == null and not no.such.field == 1").formats())
                .contains("tetragon", "falco", "cloudtrail");
    }

    @Test
    void derivedFieldsNeedWhatTheyAreDerivedFrom() throws Exception {
        assertThat(only("any where tripline.request.verb == \"get\"").formats())
                .contains("kubernetes-audit")
                .doesNotContain("tetragon");
    }

    @Test
    void documentsOfAnyKindFeedWhatTheyHold() throws Exception {
        assertThat(only("any where no.such.field == 1").open()).contains("elastic-agent");
    }

    @Test
    void eachStageIsFedOnItsOwnAndNeedsItsJoinKeys() throws Exception {
        List<Feeding.Stage> stages =
                FEEDING.of(
                        rule(
                                "sequence by host.name [process where true]"
                                        + " [any where tripline.request.verb == \"get\"]"));

        assertThat(stages).hasSize(2);
        assertThat(stages.get(0).formats()).contains("tetragon");
        assertThat(stages.get(1).formats()).doesNotContain("kubernetes-audit");
    }

    private Feeding.Stage only(String query) throws Exception {
        List<Feeding.Stage> stages = FEEDING.of(rule(query));
        assertThat(stages).hasSize(1);
        return stages.get(0);
    }

    private Rule rule(String query) throws Exception {
        Path file = directory.resolve("rule.toml");
        Files.writeString(
                file,
                """
                [rule]
                rule_id = "rule"
                name = "n"
                description = "d"
                severity = "low"
                risk_score = 21
                type = "eql"
                query = '''%s'''
                """
                        .formatted(query));
        return RuleLoader.load(file).orThrow().get(0);
    }
}
