// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Evidence;
import dev.tripline.detect.Hit;
import dev.tripline.detect.SequenceShape;
import dev.tripline.detect.SequenceStep;
import dev.tripline.detect.SequenceStory;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells, key by key and in event order, what became of the chains of a sequence. */
final class ChainReport extends KeyedReport {

    private final SequenceQuery query;
    private final SequenceShape shape;
    private final StepText text;
    private final Map<SequenceStep.Kind, Integer> counts = new EnumMap<>(SequenceStep.Kind.class);

    ChainReport(SequenceQuery query) {
        this.query = query;
        this.shape = SequenceShape.of(query);
        this.text = new StepText(query, shape);
    }

    @Override
    List<Detection> tell(List<Hit> hits, PrintWriter out) {
        SequenceStory story = new SequenceStory(shape);
        for (Hit hit : hits) {
            List<SequenceStep> steps = story.apply(hit);
            steps.forEach(step -> print(step, out));
            if (steps.isEmpty()) {
                print(StoryText.place(hit.evidence()), text.ofIdle(hit), out);
            }
        }
        story.end().forEach(step -> print(step, out));
        return story.matches();
    }

    private void print(SequenceStep step, PrintWriter out) {
        counts.merge(step.kind(), 1, Integer::sum);
        Evidence event = step.event();
        print(event == null ? "at the end" : StoryText.place(event), text.of(step), out);
    }

    private static void print(String when, String what, PrintWriter out) {
        out.println("  " + when + "  " + what);
    }

    @Override
    public void count(Totals totals) {
        totals.count("chains", count(SequenceStep.Kind.STARTS));
        totals.count("  replaced by a newer one", count(SequenceStep.Kind.REPLACES));
        totals.count("  too late", count(SequenceStep.Kind.TOO_LATE));
        totals.count("  ended by until", count(SequenceStep.Kind.ENDS));
        if (query.terms().stream().anyMatch(Term::missing)) {
            totals.count(
                    "  missing event present",
                    count(
                            SequenceStep.Kind.PRECEDED,
                            SequenceStep.Kind.INTERRUPTED,
                            SequenceStep.Kind.FOLLOWED));
        }
        totals.count("  still waiting", count(SequenceStep.Kind.WAITS));
        totals.count("matches", matches().size());
    }

    private long count(SequenceStep.Kind... kinds) {
        return Stream.of(kinds).mapToLong(kind -> counts.getOrDefault(kind, 0)).sum();
    }
}
