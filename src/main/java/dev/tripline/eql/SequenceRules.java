// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.SampleContext;
import dev.tripline.eql.EqlGrammar.SequenceContext;
import dev.tripline.eql.EqlGrammar.TermContext;
import java.time.Duration;
import java.util.List;

/** What terms must be together to make a sequence or a sample. */
final class SequenceRules {

    private static final int LEAST_STAGES = 2;

    private SequenceRules() {}

    static void check(SequenceContext sequence, List<Term> terms, Duration maxspan, Term until) {
        if (until != null && until.missing()) {
            throw Refusal.at(lastTerm(sequence), "`until` takes an event that happens: `[ … ]`");
        }
        if (until != null && until.runs() > 1) {
            throw Refusal.at(lastTerm(sequence).option(), "`until` cannot have `with runs`");
        }
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i).missing() && maxspan == null) {
                throw Refusal.at(
                        sequence.term(i),
                        "a missing event needs a time limit: `sequence … with maxspan=…`");
            }
        }
        if (terms.stream().allMatch(Term::missing)) {
            throw Refusal.at(sequence, "a sequence needs at least one event that happens: `[ … ]`");
        }
        int stages = terms.stream().mapToInt(Term::runs).sum();
        if (stages < LEAST_STAGES) {
            throw Refusal.at(
                    sequence, "a sequence needs at least two events; add a term or `with runs=…`");
        }
    }

    static void refuseInSample(TermContext term) {
        if (term.subquery().MISSING() != null) {
            throw Refusal.at(term, "missing events exist only in sequences");
        }
        if (term.option() != null) {
            throw Refusal.at(term.option(), "`with runs` exists only in sequences");
        }
    }

    static void checkSample(SampleContext sample, List<Term> terms, List<Pipe> pipes) {
        if (terms.get(0).keys().isEmpty()) {
            throw Refusal.at(sample, "a sample needs at least one join key: `sample by …`");
        }
        if (terms.size() < LEAST_STAGES) {
            throw Refusal.at(sample, "a sample needs at least two events");
        }
        if (!pipes.isEmpty()) {
            throw Refusal.at(sample, "a sample cannot have pipes");
        }
    }

    private static TermContext lastTerm(SequenceContext sequence) {
        return sequence.term(sequence.term().size() - 1);
    }
}
