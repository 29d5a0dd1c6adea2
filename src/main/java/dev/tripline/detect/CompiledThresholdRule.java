// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.rule.Threshold;
import java.util.ArrayList;
import java.util.List;

/** A rule that counts events: says in which groups one counts, and with which values. */
final class CompiledThresholdRule implements CompiledRule {

    private final String ruleKey;
    private final Predicate predicate;
    private final Exemptions exemptions;
    private final JoinKeys groups;
    private final List<JoinKeys> cardinalities;
    private final EvidenceTaker evidence;

    CompiledThresholdRule(
            String ruleKey,
            Predicate predicate,
            Exemptions exemptions,
            Threshold threshold,
            FieldSet fields,
            EvidenceTaker evidence,
            Masking masking) {
        this.ruleKey = ruleKey;
        this.predicate = predicate;
        this.exemptions = exemptions;
        this.evidence = evidence;
        groups = new JoinKeys(threshold.groupBy(), fields, masking);
        cardinalities =
                threshold.cardinality().stream()
                        .map(some -> new JoinKeys(some.fields(), fields, masking))
                        .toList();
    }

    @Override
    public void evaluate(Event event, RuleEvaluator.Output output) {
        if (!predicate.test(event) || exemptions.cover(event, output)) {
            return;
        }
        JoinKeys.Found found = groups.of(event);
        if (found.keys().isEmpty()) {
            return;
        }
        boolean cut = found.cut();
        List<ShownValues> values = new ArrayList<>();
        for (JoinKeys keys : cardinalities) {
            JoinKeys.Found ofOne = keys.of(event);
            cut |= ofOne.cut();
            List<TermHash> hashes = new ArrayList<>();
            ofOne.keys().forEach(value -> hashes.add(TermHash.of(value)));
            values.add(new ShownValues(hashes));
        }
        if (cut) {
            output.keysCut();
        }
        Evidence kept = evidence.from(event);
        for (String group : found.keys()) {
            output.thresholdHit(new ThresholdHit(new Hit(ruleKey, group, 1, kept), values));
        }
    }
}
