// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.eql.PredicateCompiler;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule whose events follow each other: says which of its terms an event matches, under which
 * keys.
 */
final class CompiledSequenceRule implements CompiledRule {

    private final String ruleKey;
    private final WindowClass window;
    private final Predicate[] predicates;
    private final JoinKeys[] keys;
    private final EvidenceTaker evidence;

    CompiledSequenceRule(
            String ruleKey,
            SequenceQuery query,
            PredicateCompiler compiler,
            FieldSet fields,
            EvidenceTaker evidence,
            Redactor redactor) {
        this.ruleKey = ruleKey;
        this.window = WindowClass.of(query).orElse(null);
        this.evidence = evidence;
        List<Term> terms = new ArrayList<>(query.terms());
        if (query.until() != null) {
            terms.add(query.until());
        }
        predicates =
                terms.stream()
                        .map(term -> compiler.compile(term.filter()))
                        .toArray(Predicate[]::new);
        keys =
                terms.stream()
                        .map(term -> new JoinKeys(term.keys(), fields, redactor))
                        .toArray(JoinKeys[]::new);
    }

    @Override
    public void evaluate(Event event, RuleEvaluator.Output output) {
        long matching = 0;
        for (int term = 0; term < predicates.length; term++) {
            if (predicates[term].test(event)) {
                matching |= 1L << term;
            }
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
        for (int term = 0; term < predicates.length; term++) {
            if ((matching & 1L << term) != 0) {
                for (String key : keys[term].of(event)) {
                    termsByKey.merge(key, 1L << term, (some, more) -> some | more);
                }
            }
        }
        if (termsByKey.isEmpty()) {
            return;
        }
        Evidence kept = evidence.from(event);
        termsByKey.forEach((key, terms) -> output.hit(new Hit(ruleKey, key, terms, kept), window));
    }
}
