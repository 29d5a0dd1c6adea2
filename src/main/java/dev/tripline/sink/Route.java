// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import dev.tripline.alert.Alert;
import dev.tripline.rule.Severity;
import java.util.Set;
import org.apache.flink.api.common.functions.FilterFunction;

/**
 * Which alerts a sink takes.
 *
 * @param rules ids of the rules whose alerts it takes
 * @param least the severity of an alert that it takes
 */
public record Route(Set<String> rules, Severity least) implements FilterFunction<Alert> {

    @Override
    public boolean filter(Alert alert) {
        return rules.contains(alert.ruleId())
                && Severity.of(alert.severity()).orElseThrow().compareTo(least) >= 0;
    }
}
