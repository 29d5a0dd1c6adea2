// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Detection;
import dev.tripline.detect.RuleEvaluator;
import java.io.PrintWriter;
import java.util.List;

/** Takes what the events of a rule amount to, and tells how that becomes matches. */
sealed interface MatchReport extends RuleEvaluator.Output
        permits EventReport, KeyedReport, ThresholdReport, NewTermsReport {

    /** Tells it, when all events have been seen. */
    void print(PrintWriter out);

    /** For pipes, all that were told. */
    List<Detection> matches();

    /** Counts what was told, the matches last. */
    void count(Totals totals);
}
