// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripline.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The comparison, for people. */
record LateAuditReport(
        LateAuditHour hour,
        List<Rule> rules,
        List<ScheduledSearch.Run> scheduled,
        ScheduledSearch.Run atRest,
        List<JsonNode> alerts,
        List<String> lateHits) {

    @Override
    public String toString() {
        return """
        An hour of a cluster
          %5d events of processes and files, which arrive a second late
          %5d audit records of the Kubernetes API, which arrive %d to %d minutes late
        In it one theft: the token of pod %s/%s is
          read at %s
          used at %s

        %-59s runs  saw read  saw request  matches
        %s%s
        Tripline, over Kafka: %d alert, in %d revisions, %d late hits
        %s"""
                .formatted(
                        deliveriesOf(ReportedEvent.RUNTIME),
                        deliveriesOf(ReportedEvent.AUDIT),
                        LateAuditHour.AUDIT_DELAY.toMinutes(),
                        LateAuditHour.AUDIT_DELAY.plus(LateAuditHour.JITTER).toMinutes(),
                        hour.victim().namespace(),
                        hour.victim().name(),
                        hour.read().time(),
                        hour.request().time(),
                        "search",
                        searches(
                                "every %d minutes, over the last %d"
                                        .formatted(
                                                ScheduledSearch.EVERY.toMinutes(),
                                                ScheduledSearch.LOOK_BACK.toMinutes()),
                                scheduled),
                        searches("once, over everything when all has arrived", List.of(atRest)),
                        alerts.stream().map(alert -> alert.at("/event/id")).distinct().count(),
                        alerts.size(),
                        lateHits.size(),
                        alerts.stream().map(LateAuditReport::lines).collect(Collectors.joining()));
    }

    private long deliveriesOf(String source) {
        return hour.deliveries().stream()
                .filter(delivery -> delivery.event().source().equals(source))
                .count();
    }

    private String searches(String name, List<ScheduledSearch.Run> runs) {
        StringBuilder lines = new StringBuilder(name + "\n");
        for (Rule rule : rules) {
            lines.append(
                    String.format(
                            Locale.ROOT,
                            "  %-57s %4d  %8d  %11d  %7d%n",
                            rule.id(),
                            runs.size(),
                            saw(hour.read(), runs),
                            saw(hour.request(), runs),
                            matches(rule, runs)));
        }
        return lines.toString();
    }

    private static long saw(ReportedEvent event, List<ScheduledSearch.Run> runs) {
        return runs.stream().filter(run -> run.seen().contains(event)).count();
    }

    private static long matches(Rule rule, List<ScheduledSearch.Run> runs) {
        return runs.stream()
                .flatMap(run -> run.matches().stream())
                .filter(match -> match.contains("\"name\":\"" + rule.name() + "\""))
                .count();
    }

    private static String lines(JsonNode alert) {
        StringBuilder lines = new StringBuilder();
        line(lines, "rule", alert.at("/rule/id").asText());
        line(lines, "id", alert.at("/event/id").asText());
        line(lines, "state", alert.at("/tripline/alert/state").asText());
        line(
                lines,
                "pod",
                alert.at("/orchestrator/namespace").asText()
                        + "/"
                        + alert.at("/orchestrator/resource/name").asText());
        for (JsonNode event : alert.at("/tripline/evidence")) {
            line(
                    lines,
                    "evidence",
                    event.at("/@timestamp").asText() + " " + event.at("/event/id").asText());
        }
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, String value) {
        lines.append(String.format(Locale.ROOT, "  %-9s %s%n", name, value));
    }
}
