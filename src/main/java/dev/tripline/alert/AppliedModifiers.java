// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import dev.tripline.detect.Count;
import dev.tripline.detect.Detection;
import dev.tripline.rule.RiskModifier;
import dev.tripline.rule.RiskModifier.Condition;
import dev.tripline.rule.RiskModifier.OnCount;
import dev.tripline.rule.RiskModifier.OnDistinct;
import dev.tripline.rule.Rule;
import java.util.List;

/** Which risk modifiers of its rule apply to a detection. */
final class AppliedModifiers {

    private AppliedModifiers() {}

    /** As bits. */
    static long of(Rule rule, Detection detection) {
        long applied = detection.modifiers();
        List<RiskModifier> modifiers = rule.risk().modifiers();
        for (int i = 0; detection.count() != null && i < modifiers.size(); i++) {
            if (isMet(modifiers.get(i).condition(), detection.count())) {
                applied |= 1L << i;
            }
        }
        return applied;
    }

    private static boolean isMet(Condition condition, Count count) {
        return condition instanceof OnCount many && count.events() >= many.least()
                || condition instanceof OnDistinct various
                        && count.distinct().get(various.cardinality()) >= various.least();
    }
}
