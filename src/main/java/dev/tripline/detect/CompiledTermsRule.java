// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.eql.PredicateCompiler;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A rule about several events: says which of its terms an event matches, under which keys. */
final class CompiledTermsRule implements CompiledRule {

    /** Takes the hits of one rule. */
    private interface Way {
        void take(RuleEvaluator.Output output, Hit hit);
    }

    private final String ruleKey;
    private final Way way;
    private final Predicate[] predicates;
    private final JoinKeys[] keys;
    private final Exemptions exemptions;

    /** The terms that an event under an exception takes no part in. */
    private final long looksFor;

    private final EvidenceTaker evidence;

    /**
     * @param until what ends the sequence, or {@code null}
     */
    private CompiledTermsRule(
            String ruleKey,
            List<Term> required,
            Term until,
            Way way,
            PredicateCompiler compiler,
            Exemptions exemptions,
            FieldSet fields,
            EvidenceTaker evidence,
            Masking masking) {
        this.ruleKey = ruleKey;
        this.way = way;
        this.exemptions = exemptions;
        this.evidence = evidence;
        List<Term> terms = new ArrayList<>(required);
        if (until != null) {
            terms.add(until);
        }
        looksFor = looksFor(required);
        predicates =
                terms.stream()
                        .map(term -> compiler.compile(term.filter()))
                        .toArray(Predicate[]::new);
        keys =
                terms.stream()
                        .map(term -> new JoinKeys(term.keys(), fields, masking))
                        .toArray(JoinKeys[]::new);
    }

    static CompiledTermsRule of(
            String ruleKey,
            SequenceQuery query,
            PredicateCompiler compiler,
            Exemptions exemptions,
            FieldSet fields,
            EvidenceTaker evidence,
            Masking masking) {
        WindowClass window = WindowClass.of(query).orElse(null);
        return new CompiledTermsRule(
                ruleKey,
                query.terms(),
                query.until(),
                (output, hit) -> output.hit(hit, window),
                compiler,
                exemptions,
                fields,
                evidence,
                masking);
    }

    static CompiledTermsRule of(
            String ruleKey,
            SampleQuery query,
            PredicateCompiler compiler,
            Exemptions exemptions,
            FieldSet fields,
            EvidenceTaker evidence,
            Masking masking) {
        return new CompiledTermsRule(
                ruleKey,
                query.terms(),
                null,
                RuleEvaluator.Output::sampleHit,
                compiler,
                exemptions,
                fields,
                evidence,
                masking);
    }

    /** Not those that must be missing: there an exception would make the rule alert more. */
    private static long looksFor(List<Term> required) {
        long looksFor = 0;
        for (int term = 0; term < required.size(); term++) {
            if (!required.get(term).missing()) {
                looksFor |= 1L << term;
            }
        }
        return looksFor;
    }

    @Override
    public void evaluate(Event event, RuleEvaluator.Output output) {
        long matching = 0;
        for (int term = 0; term < predicates.length; term++) {
            if (predicates[term].test(event)) {
                matching |= 1L << term;
            }
        }
        if ((matching & looksFor) != 0 && exemptions.cover(event, output)) {
            matching &= ~looksFor;
        }
        if (matching != 0) {
            emit(event, matching, output);
        }
    }

    /**
     * Terms may take their keys from different fields, so one event can play different roles under
     * different keys.
     */
    private void emit(Event event, long matching, RuleEvaluator.Output output) {
        Map<String, Long> termsByKey = new LinkedHashMap<>();
        boolean cut = false;
        for (int term = 0; term < predicates.length; term++) {
            if ((matching & 1L << term) != 0) {
                JoinKeys.Found found = keys[term].of(event);
                cut |= found.cut();
                for (String key : found.keys()) {
                    termsByKey.merge(key, 1L << term, (some, more) -> some | more);
                }
            }
        }
        if (cut) {
            output.keysCut();
        }
        if (termsByKey.isEmpty()) {
            return;
        }
        Evidence kept = evidence.from(event);
        termsByKey.forEach((key, terms) -> way.take(output, new Hit(ruleKey, key, terms, kept)));
    }
}
