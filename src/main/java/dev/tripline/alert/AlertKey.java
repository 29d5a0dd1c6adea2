// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Detection;
import dev.tripline.rule.Rule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Says of a detection which alert it belongs to. One whose rule is not loaded any more belongs to
 * none, which is the empty id.
 */
public final class AlertKey implements KeySelector<Detection, String> {

    private static final long serialVersionUID = 1L;

    private static final String NONE = "";

    private final Map<String, Rule> rules = new HashMap<>();

    public AlertKey(Collection<Rule> rules) {
        rules.forEach(rule -> this.rules.put(rule.key(), rule));
    }

    @Override
    public String getKey(Detection detection) {
        Rule rule = rules.get(detection.ruleKey());
        return rule == null ? NONE : AlertId.of(rule, detection);
    }
}
