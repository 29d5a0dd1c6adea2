// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tripline.detect.Detection;
import dev.tripline.rule.Rule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes an alert of every detection whose rule is still loaded. */
public final class RaiseAlert implements FlatMapFunction<Detection, Alert> {

    private static final long serialVersionUID = 1L;

    private final AlertBuilder builder = new AlertBuilder();
    private final Map<String, Rule> rules = new HashMap<>();

    public RaiseAlert(Collection<Rule> rules) {
        rules.forEach(rule -> this.rules.put(rule.key(), rule));
    }

    @Override
    public void flatMap(Detection detection, Collector<Alert> out) throws JsonProcessingException {
        Rule rule = rules.get(detection.ruleKey());
        if (rule != null) {
            out.collect(builder.build(rule, detection));
        }
    }
}
