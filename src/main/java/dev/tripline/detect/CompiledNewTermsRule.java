// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.rule.NewTerms;

/**
 * A rule that learns terms: says which ones an event shows, and which groups begin to learn with
 * it.
 */
final class CompiledNewTermsRule implements CompiledRule {

    private final String ruleKey;
    private final Predicate predicate;
    private final Predicate start;
    private final Predicate exempt;
    private final Exemptions exemptions;
    private final TermKeys keys;
    private final JoinKeys groups;
    private final TermClock clock;
    private final EvidenceTaker evidence;

    /** Most streams are of one group. */
    private String latestGroup = "";

    private TermHash latestHash;

    /**
     * @param start says which events begin the learning of their group without showing a term
     * @param exempt says which events alert even while their group learns
     */
    CompiledNewTermsRule(
            String ruleKey,
            Predicate predicate,
            Predicate start,
            Predicate exempt,
            Exemptions exemptions,
            NewTerms rule,
            FieldSet fields,
            EvidenceTaker evidence,
            Masking masking) {
        this.ruleKey = ruleKey;
        this.predicate = predicate;
        this.start = start;
        this.exempt = exempt;
        this.exemptions = exemptions;
        this.keys = new TermKeys(rule, fields, masking);
        this.groups = TermKeys.groups(rule, fields, masking);
        this.clock = TermClock.of(rule);
        this.evidence = evidence;
    }

    @Override
    public void evaluate(Event event, RuleEvaluator.Output output) {
        if (start.test(event)) {
            startLearning(event, output);
        }
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
        if (exempt.test(event)) {
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

    private void startLearning(Event event, RuleEvaluator.Output output) {
        long millis = event.time().millis();
        long slot = clock.slotOf(millis);
        for (String group : groups.of(event).keys()) {
            if (!group.equals(latestGroup)) {
                latestGroup = group;
                latestHash = TermHash.of(ruleKey + "\nlearning\n" + group);
            }
            if (!output.isRepetition(latestHash, slot, millis)) {
                Hit hit = new Hit(ruleKey, group, Sighting.NO_TERM, evidence.from(event));
                output.sighting(new Sighting(hit, group, latestHash));
            }
        }
    }
}
