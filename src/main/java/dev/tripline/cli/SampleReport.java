// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Evidence;
import dev.tripline.detect.Hit;
import dev.tripline.detect.SampleShortage;
import dev.tripline.detect.SampleStep;
import dev.tripline.detect.SampleStory;
import dev.tripline.eql.SampleQuery;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells, key by key, which events a sample has for its terms and which terms lack one. */
final class SampleReport extends KeyedReport {

    private final QueryTerms terms;
    private long keys;

    SampleReport(SampleQuery query) {
        this.terms = QueryTerms.of(query);
    }

    @Override
    List<Detection> tell(List<Hit> hits, PrintWriter out) {
        keys++;
        SampleStory story = new SampleStory(terms.size());
        for (Hit hit : hits) {
            out.println("  " + StoryText.place(hit.evidence()) + "  " + text(story.apply(hit)));
        }
        story.end().ifPresent(shortage -> out.println("  at the end  " + text(shortage)));
        return story.match().stream().toList();
    }

    private String text(SampleStep step) {
        String matched = "matches " + terms.names(step.terms());
        return switch (step.kind()) {
            case COUNTS -> matched;
            case COMPLETES -> matched + " and completes " + withTerms(step.match()) + ": a match";
            case REPEATS -> matched + ", but is the event before again";
            case SILENT -> matched + ", but the key has its match and is silent";
        };
    }

    private String withTerms(List<Evidence> match) {
        return IntStream.range(0, match.size())
                .mapToObj(term -> match.get(term).coordinates() + " (" + terms.name(term) + ")")
                .collect(Collectors.joining(", "));
    }

    private String text(SampleShortage shortage) {
        List<Integer> counts = shortage.eventsOfTerm();
        if (!counts.contains(0)) {
            return "no match: "
                    + terms.names(shortage.terms())
                    + " have only "
                    + events(shortage.terms().size() - 1)
                    + " between them";
        }
        return "no match: "
                + IntStream.range(0, counts.size())
                        .mapToObj(term -> terms.name(term) + " has " + events(counts.get(term)))
                        .collect(Collectors.joining(", "));
    }

    private static String events(int count) {
        return (count == 0 ? "no" : String.valueOf(count)) + (count == 1 ? " event" : " events");
    }

    @Override
    public void count(Totals totals) {
        totals.count("keys", keys);
        totals.count("  lacking events", keys - matches().size());
        totals.count("matches", matches().size());
    }
}
