// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.rule.NewTerms;

/** A rule that learns terms: says which ones an event shows. */
final class CompiledNewTermsRule implements CompiledRule {

    private final String ruleKey;
    private final Predicate predicate;
    private final Predicate exempt;
    private final Exemptions exemptions;
    private final TermKeys keys;
    private final TermClock clock;
    private final EvidenceTaker evidence;

    /**
     * @param exempt says which events alert even while their group learns; {@code null} for none
     */
    CompiledNewTermsRule(
            String ruleKey,
            Predicate predicate,
            Predicate exempt,
            Exemptions exemptions,
            NewTerms rule,
            FieldSet fields,
            EvidenceTaker evidence,
            Masking masking) {
        this.ruleKey = ruleKey;
        this.predicate = predicate;
        this.exempt = exempt;
        this.exemptions = exemptions;
        this.keys = new TermKeys(rule, fields, masking);
        this.clock = TermClock.of(rule);
        this.evidence = evidence;
    }

    @Override
    public void evaluate(Event event, RuleEvaluator.Output output) {
        if (!predicate.test(event) || exemptions.cover(event, output)) {
            return;
        }
        TermKeys.Found found = keys.of(event);
        if (found.cut()) {
            output.keysCut();
        }
        long millis = event.time().millis();
        long slot = clock.slotOf(millis);
        long terms = Sighting.MATCHES;
        if (exempt != null && exempt.test(event)) {
            terms |= Sighting.EXEMPT;
        }
        Evidence kept = null;
        for (TermKeys.TermKey key : found.keys()) {
            TermHash hash = TermHash.of(ruleKey + '\n' + key.term());
            if (output.isRepetition(hash, slot, millis)) {
                continue;
            }
            kept = kept == null ? evidence.from(event) : kept;
            Hit hit = new Hit(ruleKey, key.term(), terms, kept);
            output.sighting(new Sighting(hit, key.group(), hash));
        }
    }
}
