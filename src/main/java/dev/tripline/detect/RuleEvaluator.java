// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Predicate;
import dev.tripline.eql.PredicateCompiler;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.RiskModifier;
import dev.tripline.rule.RiskModifier.OnEvents;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threshold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The predicates of all rules, compiled for one set of fields. Not thread-safe; never throws on an
 * event.
 */
public final class RuleEvaluator {

    private final List<CompiledRule> rules = new ArrayList<>();

    /**
     * @param fields must hold {@link #fields(Collection, Collection)}
     * @param context fields that alerts show of every event, whatever the rule asks for
     */
    public RuleEvaluator(
            Collection<Rule> rules,
            FieldSet fields,
            Collection<String> context,
            Redactor redactor) {
        Masking masking = new Masking(fields, redactor);
        for (Rule rule : rules) {
            Set<String> kept = rule.fields();
            kept.addAll(context);
            PredicateCompiler compiler = new PredicateCompiler(fields, rule.categoryField());
            EvidenceTaker evidence =
                    new EvidenceTaker(
                            kept,
                            rule.tiebreakerField(),
                            rule.risk().modifiers().stream()
                                    .map(modifier -> predicate(modifier, compiler))
                                    .toList(),
                            fields,
                            masking);
            this.rules.add(compile(rule, compiler, fields, evidence, masking));
        }
    }

    /** What is counted is no matter of single events. */
    private static Predicate predicate(RiskModifier modifier, PredicateCompiler compiler) {
        return modifier.condition() instanceof OnEvents onEvents
                ? compiler.compile(onEvents.query().filter())
                : event -> false;
    }

    /**
     * @param query {@code null} for one that no event meets
     */
    private static Predicate optional(EventQuery query, PredicateCompiler compiler) {
        return query == null ? event -> false : compiler.compile(query.filter());
    }

    private static CompiledRule compile(
            Rule rule,
            PredicateCompiler compiler,
            FieldSet fields,
            EvidenceTaker evidence,
            Masking masking) {
        Exemptions exemptions = Exemptions.of(rule.exemptions(), compiler);
        if (rule.grouping() instanceof Threshold threshold) {
            return new CompiledThresholdRule(
                    rule.key(),
                    compiler.compile(((EventQuery) rule.query()).filter()),
                    exemptions,
                    threshold,
                    fields,
                    evidence,
                    masking);
        }
        if (rule.grouping() instanceof NewTerms terms) {
            return new CompiledNewTermsRule(
                    rule.key(),
                    compiler.compile(((EventQuery) rule.query()).filter()),
                    optional(terms.learningStart(), compiler),
                    optional(terms.learningExempt(), compiler),
                    exemptions,
                    terms,
                    fields,
                    evidence,
                    masking);
        }
        if (rule.query() instanceof EventQuery query) {
            return new CompiledEventRule(
                    rule.key(), compiler.compile(query.filter()), exemptions, evidence);
        }
        if (rule.query() instanceof SampleQuery query) {
            return CompiledTermsRule.of(
                    rule.key(), query, compiler, exemptions, fields, evidence, masking);
        }
        return CompiledTermsRule.of(
                rule.key(),
                (SequenceQuery) rule.query(),
                compiler,
                exemptions,
                fields,
                evidence,
                masking);
    }

    /** Takes what an event amounts to. */
    public interface Output {
        /** A rule on single events came true. */
        void detection(Detection detection);

        /**
         * An event can be part of a sequence.
         *
         * @param window the CEP operator it belongs to, or {@code null} for the sequence machine
         */
        void hit(Hit hit, WindowClass window);

        /** An event takes part in a rule under some of its join keys only: it has too many. */
        default void keysCut() {}

        /**
         * An event that a rule looks for takes no part in it, because of the exception so named.
         */
        default void excepted(String name) {}

        /** An event can be part of a sample. */
        default void sampleHit(Hit hit) {
            hit(hit, null);
        }

        /** An event counts for a threshold. */
        default void thresholdHit(ThresholdHit hit) {
            hit(hit.hit(), null);
        }

        /** An event shows a term that may be new. */
        default void sighting(Sighting sighting) {
            hit(sighting.hit(), null);
        }

        /**
         * Whether an earlier event has shown the term in the same slot of its {@link TermClock}, so
         * that this one need not be told of.
         */
        default boolean isRepetition(TermHash term, long slot, long millis) {
            return false;
        }
    }

    /**
     * Every field that the rules and the evidence of their alerts need; derived ones still to be
     * completed.
     */
    public static Set<String> fields(Collection<Rule> rules, Collection<String> context) {
        Set<String> fields = new TreeSet<>(context);
        for (Rule rule : rules) {
            fields.addAll(rule.fields());
            fields.add(rule.categoryField());
            rule.exemptions().forEach(one -> fields.addAll(one.condition().fields()));
            if (rule.tiebreakerField() != null) {
                fields.add(rule.tiebreakerField());
            }
        }
        return fields;
    }

    public void evaluate(Event event, Output output) {
        for (CompiledRule rule : rules) {
            rule.evaluate(event, output);
        }
    }
}
