// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Count;
import dev.tripline.detect.Detection;
import dev.tripline.detect.FullestWindow;
import dev.tripline.detect.Hit;
import dev.tripline.detect.ThresholdHit;
import dev.tripline.detect.WholeThreshold;
import dev.tripline.detect.WindowClass;
import dev.tripline.rule.Threshold;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells, group by group, how near the events come to a threshold. */
final class ThresholdReport implements MatchReport {

    private final Threshold threshold;
    private final Map<String, List<ThresholdHit>> groups = new TreeMap<>();
    private final List<Detection> matches = new ArrayList<>();

    ThresholdReport(Threshold threshold) {
        this.threshold = threshold;
    }

    @Override
    public void detection(Detection detection) {
        throw new IllegalStateException("a threshold is not decided by one event");
    }

    @Override
    public void hit(Hit hit, WindowClass window) {
        throw new IllegalStateException("a threshold has no terms");
    }

    @Override
    public void thresholdHit(ThresholdHit hit) {
        groups.computeIfAbsent(hit.hit().joinKey(), key -> new ArrayList<>()).add(hit);
    }

    @Override
    public void print(PrintWriter out) {
        groups.forEach(
                (group, hits) -> {
                    out.println("key " + group);
                    List<Detection> found = WholeThreshold.detect(threshold, hits);
                    for (Detection match : found) {
                        out.println(
                                "  "
                                        + StoryText.place(match.completing())
                                        + "  a match: "
                                        + counts(match.count()));
                    }
                    if (found.isEmpty()) {
                        FullestWindow.of(threshold, hits).ifPresent(w -> printMiss(out, w));
                    }
                    out.println();
                    matches.addAll(found);
                });
    }

    private void printMiss(PrintWriter out, FullestWindow window) {
        out.println(
                "  "
                        + StoryText.place(window.last())
                        + "  no match: since "
                        + window.first().coordinates()
                        + " no more than "
                        + counts(window.counted()));
    }

    /** {@code 3 of 10 events and 2 of 5 different host.name within 5 min 0 s}. */
    private String counts(Count count) {
        StringBuilder text = new StringBuilder();
        text.append(count.events()).append(" of ").append(threshold.value()).append(" events");
        for (int i = 0; i < threshold.cardinality().size(); i++) {
            Threshold.Cardinality some = threshold.cardinality().get(i);
            text.append(threshold.match() == Threshold.Match.ALL ? " and " : " or ")
                    .append(count.distinct().get(i))
                    .append(" of ")
                    .append(some.value())
                    .append(" different ")
                    .append(some.name());
        }
        return text.append(" within ").append(StoryText.length(threshold.window())).toString();
    }

    @Override
    public List<Detection> matches() {
        return Collections.unmodifiableList(matches);
    }

    @Override
    public void count(Totals totals) {
        totals.count("keys", groups.size());
        totals.count("matches", matches.size());
    }
}
