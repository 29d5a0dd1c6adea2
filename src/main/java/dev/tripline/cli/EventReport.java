// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Detection;
import dev.tripline.detect.Hit;
import dev.tripline.detect.WindowClass;
import dev.tripline.eql.EventQuery;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The matches of an event query: what an event makes true is told where the event is shown. */
final class EventReport implements MatchReport {

    private final boolean piped;
    private final List<Detection> matches = new ArrayList<>();
    private long count;

    EventReport(EventQuery query) {
        this.piped = !query.pipes().isEmpty();
    }

    /** Only pipes ask for all of the matches at once. */
    @Override
    public void detection(Detection detection) {
        count++;
        if (piped) {
            matches.add(detection);
        }
    }

    @Override
    public void hit(Hit hit, WindowClass window) {
        throw new IllegalStateException("an event query has no hits");
    }

    @Override
    public void print(PrintWriter out) {}

    @Override
    public List<Detection> matches() {
        return Collections.unmodifiableList(matches);
    }

    @Override
    public void count(Totals totals) {
        totals.count("matches", count);
    }
}
