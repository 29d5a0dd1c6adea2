// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.CountedTerms;
import dev.tripline.detect.EventOrder;
import dev.tripline.detect.Evidence;
import dev.tripline.detect.Hit;
import dev.tripline.detect.SequenceShape;
import dev.tripline.detect.SequenceStep;
import dev.tripline.detect.SequenceStory;
import dev.tripline.eql.JoinKey;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.eql.Term;
import dev.tripline.event.Event;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells, key by key and in event order, what became of the chains of a sequence. */
final class ChainReport {

    private final SequenceQuery query;
    private final SequenceShape shape;
    private final List<Hit> hits = new ArrayList<>();
    private final List<String> keyless = new ArrayList<>();
    private final Map<SequenceStep.Kind, Integer> counts = new EnumMap<>(SequenceStep.Kind.class);

    ChainReport(SequenceQuery query) {
        this.query = query;
        this.shape = SequenceShape.of(query);
    }

    void hit(Hit hit) {
        hits.add(hit);
    }

    /** Notes that the event is kept from a term that it matches, if a join key has no value. */
    void matched(Event event, int term) {
        String missing =
                term(term).keys().stream()
                        .filter(key -> !key.optional() && event.get(key.field()) == null)
                        .map(JoinKey::field)
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            keyless.add(
                    event.coordinates()
                            + "  "
                            + termName(term)
                            + ", but has no join key: no value for "
                            + missing);
        }
    }

    /** {@code term 2}, or {@code until}. */
    String termName(int term) {
        return term < query.terms().size() ? "term " + (term + 1) : "until";
    }

    /** The terms of the sequence and {@code until}. */
    static List<Term> terms(SequenceQuery query) {
        List<Term> terms = new ArrayList<>(query.terms());
        if (query.until() != null) {
            terms.add(query.until());
        }
        return terms;
    }

    void print(PrintWriter out) {
        if (!keyless.isEmpty()) {
            out.println("without a key");
            keyless.forEach(line -> out.println("  " + line));
            out.println();
        }
        hits.sort(EventOrder.INSTANCE);
        Map<String, List<Hit>> byKey = new LinkedHashMap<>();
        hits.forEach(hit -> byKey.computeIfAbsent(hit.joinKey(), k -> new ArrayList<>()).add(hit));
        byKey.forEach((key, ofKey) -> print(key, ofKey, out));
    }

    private void print(String key, List<Hit> ofKey, PrintWriter out) {
        out.println(key.equals("[]") ? "all events, without a key" : "key " + key);
        SequenceStory story = new SequenceStory(shape);
        List<Hit> counting = CountedTerms.of(ofKey);
        for (Hit hit : counting) {
            List<SequenceStep> steps = story.apply(hit);
            steps.forEach(step -> print(step, out));
            if (steps.isEmpty()) {
                out.println("  " + place(hit.evidence()) + "  is until, but no chain waits");
            }
        }
        story.end().forEach(step -> print(step, out));
        if (counting.size() < ofKey.size()) {
            out.println(
                    "  not counted: "
                            + (ofKey.size() - counting.size())
                            + " more deliveries of these events, or records of these requests");
        }
        out.println();
    }

    private void print(SequenceStep step, PrintWriter out) {
        counts.merge(step.kind(), 1, Integer::sum);
        String chain = chain(step.chain());
        if (step.kind() == SequenceStep.Kind.WAITS) {
            out.println(
                    "  at the end  " + chain + " still waits for " + stageName(step.stage() + 1));
            return;
        }
        String stage = step.stage() == SequenceStep.NO_STAGE ? "until" : stageName(step.stage());
        String what =
                switch (step.kind()) {
                    case STARTS -> "starts a chain";
                    case ADVANCES -> "makes " + chain;
                    case COMPLETES -> "completes " + chain + ": a match";
                    case FINDS_NOTHING -> "finds no chain that waits for it";
                    case REPEATS -> "is the last event of " + chain + " again";
                    case TOO_LATE ->
                            "is too late for "
                                    + chain
                                    + ", which dies: "
                                    + length(step.excess())
                                    + " beyond maxspan";
                    case REPLACES -> "is newer than " + chain + ", which dies";
                    case ENDS -> "ends " + chain;
                    case WAITS -> "";
                };
        out.println("  " + place(step.event()) + "  " + stage + " " + what);
    }

    Map<SequenceStep.Kind, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    int keyless() {
        return keyless.size();
    }

    private Term term(int term) {
        return terms(query).get(term);
    }

    /** Says which run it is where a term is repeated. */
    private String stageName(int stage) {
        int term = shape.stages().get(stage);
        int runs = query.terms().get(term).runs();
        return termName(term)
                + (runs == 1 ? "" : " (run " + (stage - shape.stages().indexOf(term) + 1) + ")");
    }

    private static String place(Evidence event) {
        return event.time() + "  " + event.coordinates();
    }

    private static String chain(List<Evidence> chain) {
        return chain.stream()
                .map(event -> event.coordinates().toString())
                .collect(Collectors.joining(" → "));
    }

    /** {@code 1 h 2 min 0.5 s}. */
    private static String length(Duration duration) {
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append(" h ");
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append(" min ");
        }
        String seconds =
                BigDecimal.valueOf(duration.toNanos() % 60_000_000_000L, 9)
                        .stripTrailingZeros()
                        .toPlainString();
        return text.append(seconds).append(" s").toString();
    }
}
