// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.intake.Tally;
import dev.tripline.rule.Rule;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Counts what came too late for its sequence, by source and rule, so that a delay set too short is
 * seen.
 */
public final class CountLateHits extends RichMapFunction<LateHit, LateHit> {

    private static final long serialVersionUID = 1L;

    private record Label(String source, String ruleKey) {}

    private transient Map<Label, Tally> tallies;

    @Override
    public void open(OpenContext context) {
        tallies = new HashMap<>();
    }

    @Override
    public LateHit map(LateHit late) {
        Hit hit = late.hit();
        tallies.computeIfAbsent(
                        new Label(hit.evidence().coordinates().source(), hit.ruleKey()),
                        label ->
                                Tally.ofLateHits(
                                        getRuntimeContext(),
                                        label.source(),
                                        Rule.idOf(label.ruleKey())))
                .add();
        return late;
    }
}
