// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Detection;
import dev.tripline.rule.Rule;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Says of every detection whose rule is still loaded which alert it belongs to. */
public final class NameDetections implements FlatMapFunction<Detection, NamedDetection> {

    private static final long serialVersionUID = 1L;

    private final Map<String, Rule> rules = new HashMap<>();
    private final boolean provisional;

    private NameDetections(Collection<Rule> rules, boolean provisional) {
        rules.forEach(rule -> this.rules.put(rule.key(), rule));
        this.provisional = provisional;
    }

    /** For detections that nothing can speak against. */
    public static NameDetections certain(Collection<Rule> rules) {
        return new NameDetections(rules, false);
    }

    /** For detections that an event which is still on its way may speak against. */
    public static NameDetections provisional(Collection<Rule> rules) {
        return new NameDetections(rules, true);
    }

    @Override
    public void flatMap(Detection detection, Collector<NamedDetection> out) {
        Rule rule = rules.get(detection.ruleKey());
        if (rule != null) {
            out.collect(new NamedDetection(AlertId.of(rule, detection), provisional, detection));
        }
    }
}
