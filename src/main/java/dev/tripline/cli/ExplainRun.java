// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Hit;
import dev.tripline.detect.RuleEvaluator;
import dev.tripline.detect.SequenceStep;
import dev.tripline.detect.WindowClass;
import dev.tripline.eql.EventQuery;
import dev.tripline.eql.Explanation;
import dev.tripline.eql.FilterExplainer;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.FormatReader;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import dev.tripline.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One rule over one file, with reasons: the reading and the decisions are those of the job. */
final class ExplainRun implements FormatReader.Receiver, RuleEvaluator.Output {

    private final FormatReader reader;
    private final RuleEvaluator evaluator;
    private final Redactor redactor;
    private final List<FilterExplainer> explainers;
    private final ChainReport chains;
    private final boolean showAll;
    private final PrintWriter out;
    private final ExplanationText text;
    private final NearestMisses misses = new NearestMisses();
    private final long[] matchesOfTerm;
    private long events;
    private long unreadable;
    private long matching;

    /**
     * @param rule an event query or a sequence
     * @param showAll also the events that match nothing
     */
    ExplainRun(
            Rule rule,
            SourceFormat format,
            SourceContext source,
            boolean showAll,
            PrintWriter out) {
        FieldSet fields = DerivedFields.complete(RuleEvaluator.fields(List.of(rule), List.of()));
        this.reader = new FormatReader(format, fields, source);
        this.redactor = source.redactor();
        this.evaluator = new RuleEvaluator(List.of(rule), fields, List.of(), redactor);
        this.showAll = showAll;
        this.out = out;
        this.text = new ExplanationText(out);
        this.explainers = new ArrayList<>();
        if (rule.query() instanceof SequenceQuery query) {
            chains = new ChainReport(query);
            for (Term term : ChainReport.terms(query)) {
                explainers.add(
                        new FilterExplainer(term.filter(), fields, rule.categoryField(), redactor));
            }
        } else {
            chains = null;
            explainers.add(
                    new FilterExplainer(
                            ((EventQuery) rule.query()).filter(),
                            fields,
                            rule.categoryField(),
                            redactor));
        }
        matchesOfTerm = new long[explainers.size()];
    }

    void explain(Path file) throws IOException {
        EventLines.read(
                file,
                (document, line) ->
                        reader.read(
                                document,
                                Coordinates.ofLine("events", file.toString(), line),
                                this));
        if (!showAll && !misses.nearestFirst().isEmpty()) {
            out.println("nearest misses");
            out.println();
            misses.nearestFirst().forEach(this::print);
        }
        if (chains != null) {
            chains.print(out);
        }
        printSummary();
    }

    @Override
    public void event(Event event) {
        events++;
        EventExplanation explanation =
                new EventExplanation(
                        event,
                        explainers.stream().map(explainer -> explainer.explain(event)).toList());
        for (int term = 0; term < matchesOfTerm.length; term++) {
            if (explanation.terms().get(term).holds()) {
                matchesOfTerm[term]++;
                if (chains != null) {
                    chains.matched(event, term);
                }
            }
        }
        if (explanation.matches()) {
            matching++;
        } else {
            misses.offer(explanation);
        }
        if (showAll || explanation.matches()) {
            print(explanation);
        }
        evaluator.evaluate(event, this);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        unreadable++;
        out.println(
                letter.coordinates()
                        + "  cannot be read ("
                        + letter.reason().code()
                        + "): "
                        + letter.message());
        out.println();
    }

    /** What a single event makes true is already told. */
    @Override
    public void detection(Detection detection) {}

    @Override
    public void hit(Hit hit, WindowClass window) {
        chains.hit(hit);
    }

    private void print(EventExplanation explanation) {
        Event event = explanation.event();
        out.println(
                event.coordinates()
                        + "  "
                        + event.time()
                        + "  "
                        + redactor.redact(event.identity().id()));
        for (int term = 0; term < explanation.terms().size(); term++) {
            Explanation ofTerm = explanation.terms().get(term);
            String name = chains == null ? "the query" : chains.termName(term);
            text.print(name, ofTerm);
        }
        out.println();
    }

    private void printSummary() {
        count("events", events);
        count("unreadable", unreadable);
        if (chains == null) {
            count("matches", matching);
            return;
        }
        for (int term = 0; term < matchesOfTerm.length; term++) {
            count("match " + chains.termName(term), matchesOfTerm[term]);
        }
        count("without a join key", chains.keyless());
        count(SequenceStep.Kind.STARTS, "chains");
        count(SequenceStep.Kind.REPLACES, "  replaced by a newer one");
        count(SequenceStep.Kind.TOO_LATE, "  too late");
        count(SequenceStep.Kind.ENDS, "  ended by until");
        count(SequenceStep.Kind.WAITS, "  still waiting");
        count(SequenceStep.Kind.COMPLETES, "matches");
    }

    private void count(SequenceStep.Kind kind, String name) {
        count(name, chains.counts().getOrDefault(kind, 0));
    }

    private void count(String name, long number) {
        out.printf("%-28s%,10d%n", name, number);
    }
}
