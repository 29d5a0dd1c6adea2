// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.alert.Alert;
import dev.tripline.alert.AlertFormat;
import dev.tripline.alert.AlertState;
import dev.tripline.alert.Ledger;
import dev.tripline.detect.Detection;
import dev.tripline.eql.Schema;
import dev.tripline.format.SourceFormat;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleTestCase;
import dev.tripline.rule.RuleTestFile;
import dev.tripline.rule.RuleType;
import dev.tripline.testing.AlertSchema;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the tests beside the shipped rules raise, in every state that an alert can have. */
class RuleTestAlertsTest {

    private static final List<Path> PACK = List.of(Path.of("job/rules"));

    private final Set<AlertState> states = EnumSet.noneOf(AlertState.class);
    private final Set<RuleType> types = EnumSet.noneOf(RuleType.class);
    private final Set<String> silent = new TreeSet<>();
    private int checked;

    @Test
    void everyAlertFitsTheSchemasOfBothShapes() throws Exception {
        RuleTests.Setting setting =
                new RuleTests.Setting(
                        SourceFormat.AUTO, Schema.NONE, DeploymentContext.SHIPPED, List.of());
        for (Rule rule : setting.rules(PACK)) {
            RuleTests tests = new RuleTests(rule, setting);
            int before = checked;
            for (RuleTestCase test :
                    RuleTestFile.load(RuleTestFile.beside(Path.of(rule.file()))).cases()) {
                check(rule, tests.detections(test));
            }
            if (checked == before) {
                silent.add(rule.id());
            }
            types.add(rule.type());
        }

        assertThat(silent).as("rules that no test makes alert").isEmpty();
        assertThat(types).containsExactlyInAnyOrder(RuleType.values());
        assertThat(states).containsExactlyInAnyOrder(AlertState.values());
        assertThat(checked).isGreaterThan(1000);
    }

    private void check(Rule rule, List<Detection> detections) throws Exception {
        if (detections.isEmpty()) {
            return;
        }
        Detection[] found = detections.toArray(Detection[]::new);
        try (Ledger ledger = Ledger.of(rule)) {
            ledger.provisional(found).certain(found);
            ledger.alerts().forEach(this::check);
        }
        try (Ledger ledger = Ledger.of(rule)) {
            ledger.provisional(found).passes(Long.MAX_VALUE);
            ledger.alerts().forEach(this::check);
        }
    }

    private void check(Alert alert) {
        states.add(alert.state());
        checked++;
        assertThat(AlertSchema.ECS.problems(alert.document())).as(alert.document()).isEmpty();
        String finding = AlertFormat.OCSF.of(alert).document();
        assertThat(AlertSchema.OCSF.problems(finding)).as(finding).isEmpty();
    }
}
