// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.Rule;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Rules as searches over an index: on a schedule, over what has arrived by then and happened a
 * short while ago. The queries are answered by the engine of {@code tripline eql}.
 */
final class ScheduledSearch {

    static final Duration EVERY = Duration.ofMinutes(5);
    static final Duration LOOK_BACK = Duration.ofMinutes(6);

    private final List<Rule> rules;
    private final Path documents;

    /**
     * @param documents a file to write what each search sees to
     */
    ScheduledSearch(List<Rule> rules, Path documents) {
        this.rules = rules;
        this.documents = documents;
    }

    /**
     * One search.
     *
     * @param seen what it was over
     * @param matches lines of {@code tripline eql}
     */
    record Run(List<ReportedEvent> seen, List<String> matches) {}

    /** One run on the schedule. */
    Run at(Instant now, List<Delivery> deliveries) throws Exception {
        return over(
                deliveries.stream()
                        .filter(delivery -> !delivery.time().isAfter(now))
                        .map(Delivery::event)
                        .filter(event -> !event.time().isBefore(now.minus(LOOK_BACK)))
                        .toList());
    }

    /** One run when all has arrived, over everything. */
    Run atRest(List<Delivery> deliveries) throws Exception {
        return over(deliveries.stream().map(Delivery::event).toList());
    }

    private Run over(List<ReportedEvent> seen) throws Exception {
        Files.write(documents, seen.stream().map(ReportedEvent::document).toList());
        List<String> matches =
                new EqlRun(rules, "event.id", DeploymentContext.SHIPPED)
                        .matches(documents, "@timestamp", new PrintWriter(System.err, true));
        return new Run(seen, matches);
    }
}
