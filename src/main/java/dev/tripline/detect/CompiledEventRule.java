// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.event.Event;
import java.util.List;

/** A rule that a single event makes true; it waits for nothing. */
record CompiledEventRule(
        String ruleKey, Predicate predicate, Exemptions exemptions, EvidenceTaker evidence)
        implements CompiledRule {

    @Override
    public void evaluate(Event event, RuleEvaluator.Output output) {
        if (predicate.test(event) && !exemptions.cover(event, output)) {
            output.detection(
                    new Detection(ruleKey, Detection.NO_KEY, List.of(evidence.from(event))));
        }
    }
}
