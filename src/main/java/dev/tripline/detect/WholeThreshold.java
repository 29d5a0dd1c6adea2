// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.Threshold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A threshold over all the hits that there are, in memory: what {@link Thresholds} finds. */
public final class WholeThreshold {

    private WholeThreshold() {}

    /**
     * @param hits of one rule, in any order
     * @return for each group and period what was told last
     */
    public static List<Detection> detect(Threshold threshold, Collection<ThresholdHit> hits) {
        Map<String, ThresholdMachine> groups = new LinkedHashMap<>();
        List<Detection> told = new ArrayList<>();
        for (ThresholdHit hit : hits) {
            groups.computeIfAbsent(
                            hit.key(),
                            key ->
                                    new ThresholdMachine(
                                            threshold,
                                            hit.hit().ruleKey(),
                                            hit.hit().joinKey(),
                                            null))
                    .apply(
                            new GroupedEvent(hit.hit().evidence(), hit.values()),
                            Long.MIN_VALUE,
                            told);
        }
        groups.values().forEach(machine -> machine.pass(Long.MAX_VALUE, told));
        Map<List<String>, Detection> last = new LinkedHashMap<>();
        told.forEach(
                detection ->
                        last.put(List.of(detection.joinKey(), detection.occasion()), detection));
        return List.copyOf(last.values());
    }
}
