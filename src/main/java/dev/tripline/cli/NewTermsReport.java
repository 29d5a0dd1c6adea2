// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Hit;
import dev.tripline.detect.Sighting;
import dev.tripline.detect.TermStep;
import dev.tripline.detect.WindowClass;
import dev.tripline.rule.NewTerms;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tells, group by group, which terms were learned and which were new. */
final class NewTermsReport implements MatchReport {

    private final NewTerms rule;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Detection> matches = new ArrayList<>();
    private final Map<TermStep.Outcome, Long> counts = new EnumMap<>(TermStep.Outcome.class);

    NewTermsReport(NewTerms rule) {
        this.rule = rule;
    }

    @Override
    public void detection(Detection detection) {
        throw new IllegalStateException("whether a term is new is not decided by one event");
    }

    @Override
    public void hit(Hit hit, WindowClass window) {
        throw new IllegalStateException("a rule on new terms has no terms of a sequence");
    }

    @Override
    public void sighting(Sighting sighting) {
        sightings.add(sighting);
    }

    @Override
    public void print(PrintWriter out) {
        String group = null;
        for (TermStep step : steps()) {
            if (step.outcome() == TermStep.Outcome.START) {
                continue;
            }
            counts.merge(step.outcome(), 1L, Long::sum);
            if (!step.sighting().group().equals(group)) {
                group = step.sighting().group();
                out.println("key " + group);
            }
            if (step.outcome() != TermStep.Outcome.KNOWN) {
                out.println("  " + text(step));
            }
            if (step.outcome() == TermStep.Outcome.NEW) {
                matches.add(step.detection(rule));
            }
        }
        if (group != null) {
            out.println();
        }
    }

    private List<TermStep> steps() {
        try {
            return TermStep.of(rule, sightings);
        } catch (Exception e) {
            throw new IllegalStateException("terms in memory cannot fail", e);
        }
    }

    private static String text(TermStep step) {
        Hit hit = step.sighting().hit();
        String what = StoryText.place(hit.evidence()) + "  " + hit.joinKey();
        return step.outcome() == TermStep.Outcome.NEW
                ? what + " is new: a match"
                : what + " is learned: no match before " + step.learnsUntil();
    }

    @Override
    public List<Detection> matches() {
        return Collections.unmodifiableList(matches);
    }

    @Override
    public void count(Totals totals) {
        totals.count("terms known", counts.getOrDefault(TermStep.Outcome.KNOWN, 0L));
        totals.count("terms learned", counts.getOrDefault(TermStep.Outcome.LEARNED, 0L));
        totals.count("matches", matches.size());
    }
}
