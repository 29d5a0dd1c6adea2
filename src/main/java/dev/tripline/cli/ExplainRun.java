// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.RuleEvaluator;
import dev.tripline.eql.EventQuery;
import dev.tripline.eql.FilterExplainer;
import dev.tripline.eql.Query;
import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Redactor;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.FormatReader;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import dev.tripline.rule.Exemption;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threshold;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** One rule over one file, with reasons: the reading and the decisions are those of the job. */
final class ExplainRun implements FormatReader.Receiver {

    private final Query query;
    private final boolean keyed;
    private final FormatReader reader;
    private final RuleEvaluator evaluator;
    private final Redactor redactor;
    private final QueryTerms terms;
    private final List<FilterExplainer> explainers;
    private final List<Exempting> exemptions;
    private final KeylessEvents keyless;
    private final MatchReport report;
    private final boolean showAll;
    private final PrintWriter out;
    private final ExplanationText text;
    private final NearestMisses misses = new NearestMisses();
    private final long[] matchesOfTerm;
    private long events;
    private long unreadable;

    /**
     * @param showAll also the events that match nothing
     */
    ExplainRun(
            Rule rule,
            SourceFormat format,
            SourceContext source,
            boolean showAll,
            PrintWriter out) {
        FieldSet fields = DerivedFields.complete(RuleEvaluator.fields(List.of(rule), List.of()));
        this.query = rule.query();
        this.keyed = rule.grouping() != null || !(query instanceof EventQuery);
        this.reader = new FormatReader(format, fields, source);
        this.redactor = source.redactor();
        this.evaluator = new RuleEvaluator(List.of(rule), fields, List.of(), redactor);
        this.showAll = showAll;
        this.out = out;
        this.text = new ExplanationText(out);
        this.terms = QueryTerms.of(rule);
        this.keyless = new KeylessEvents(terms);
        this.report = report(rule);
        this.explainers =
                terms.terms().stream()
                        .map(
                                term ->
                                        new FilterExplainer(
                                                term.filter(),
                                                fields,
                                                rule.categoryField(),
                                                redactor))
                        .toList();
        this.exemptions =
                rule.exemptions().stream()
                        .map(
                                one ->
                                        new Exempting(
                                                one,
                                                new FilterExplainer(
                                                        one.condition().filter(),
                                                        fields,
                                                        rule.categoryField(),
                                                        redactor)))
                        .toList();
        this.matchesOfTerm = new long[terms.size()];
    }

    /** An exception, ready to look at events. */
    private record Exempting(Exemption exemption, FilterExplainer explainer) {

        String name(Event event) {
            boolean over = exemption.hasExpired(event.time().toInstant());
            return "exception " + exemption.name() + (over ? ", expired when this happened" : "");
        }
    }

    private static MatchReport report(Rule rule) {
        if (rule.grouping() instanceof Threshold threshold) {
            return new ThresholdReport(threshold);
        }
        if (rule.grouping() instanceof NewTerms terms) {
            return new NewTermsReport(terms);
        }
        Query query = rule.query();
        if (query instanceof EventQuery single) {
            return new EventReport(single);
        }
        return query instanceof SampleQuery sample
                ? new SampleReport(sample)
                : new ChainReport((SequenceQuery) query);
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
        keyless.print(out);
        report.print(out);
        PipeReport pipes = new PipeReport(query.pipes(), report.matches());
        pipes.print(out);
        printTotals(pipes);
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
                keyless.matched(event, term);
            }
        }
        if (!explanation.matches()) {
            misses.offer(explanation);
        }
        if (showAll || explanation.matches()) {
            print(explanation);
        }
        evaluator.evaluate(event, report);
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

    private void print(EventExplanation explanation) {
        Event event = explanation.event();
        out.println(
                event.coordinates()
                        + "  "
                        + event.time()
                        + "  "
                        + redactor.redactJoined(event.identity().id()));
        for (int term = 0; term < terms.size(); term++) {
            text.print(terms.name(term), explanation.terms().get(term));
        }
        if (explanation.matches()) {
            exemptions.forEach(one -> text.print(one.name(event), one.explainer.explain(event)));
        }
        out.println();
    }

    private void printTotals(PipeReport pipes) {
        Totals totals = new Totals(out);
        totals.count("events", events);
        totals.count("unreadable", unreadable);
        if (keyed) {
            for (int term = 0; term < matchesOfTerm.length; term++) {
                totals.count("match " + terms.name(term), matchesOfTerm[term]);
            }
            totals.count("without a join key", keyless.count());
        }
        report.count(totals);
        pipes.count(totals);
    }
}
