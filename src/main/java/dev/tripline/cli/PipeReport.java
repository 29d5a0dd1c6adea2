// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Detection;
import dev.tripline.detect.ResultPipes;
import dev.tripline.eql.Pipe;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which matches the pipes of a query keep, and which pipe leaves out the others. */
final class PipeReport {

    /** Without pipes or matches, none. */
    private final Map<Detection, String> fates = new LinkedHashMap<>();

    private final int kept;

    /**
     * @param matches all of one rule
     */
    PipeReport(List<Pipe> pipes, List<Detection> matches) {
        List<Detection> left = ResultPipes.apply(List.of(), matches);
        for (Pipe pipe : pipes) {
            String name = "| " + pipe.name() + " " + pipe.count();
            left.forEach(match -> fates.put(match, "is left out by " + name));
            left = ResultPipes.apply(List.of(pipe), left);
            left.forEach(match -> fates.put(match, "is kept"));
        }
        this.kept = left.size();
    }

    void print(PrintWriter out) {
        if (fates.isEmpty()) {
            return;
        }
        out.println("pipes");
        fates.forEach(
                (match, fate) ->
                        out.println(
                                "  "
                                        + match.completing().time()
                                        + "  "
                                        + StoryText.chain(match.events())
                                        + "  "
                                        + fate));
        out.println();
    }

    void count(Totals totals) {
        if (fates.isEmpty()) {
            return;
        }
        totals.count("  left out by pipes", fates.size() - kept);
        totals.count("  kept", kept);
    }
}
