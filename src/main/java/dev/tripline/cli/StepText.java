// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.detect.Evidence;
import dev.tripline.detect.Hit;
import dev.tripline.detect.Intruder;
import dev.tripline.detect.SequenceShape;
import dev.tripline.detect.SequenceStep;
import dev.tripline.eql.SequenceQuery;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says in one line what an event did to a chain. */
final class StepText {

    private final SequenceQuery query;
    private final SequenceShape shape;
    private final QueryTerms terms;

    StepText(SequenceQuery query, SequenceShape shape) {
        this.query = query;
        this.shape = shape;
        this.terms = QueryTerms.of(query);
    }

    String of(SequenceStep step) {
        String chain = StoryText.chain(step.chain());
        return switch (step.kind()) {
            case STARTS -> stage(step) + " starts a chain";
            case ADVANCES -> stage(step) + " makes " + chain;
            case COMPLETES -> stage(step) + " completes " + chain + ": a match";
            case HOLDS -> stage(step) + " completes " + chain + ": a match " + unlessFollowed(step);
            case STANDS -> stands(step, chain);
            case FINDS_NOTHING -> stage(step) + " finds no chain that waits for it";
            case REPEATS -> stage(step) + " is the last event of " + chain + " again";
            case TOO_LATE ->
                    stage(step)
                            + " is too late for "
                            + chain
                            + ", which dies: "
                            + StoryText.length(step.excess())
                            + " beyond maxspan";
            case REPLACES -> stage(step) + " is newer than " + chain + ", which dies";
            case ENDS -> "until ends " + chain;
            case PRECEDES -> mustBeMissing(step.intruders().get(0)) + " before a chain: noted";
            case INTERRUPTS ->
                    mustBeMissing(step.intruders().get(0)) + ", but comes after " + chain;
            case PRECEDED ->
                    stage(step) + " completes " + chain + ", which dies: " + preceded(step);
            case INTERRUPTED ->
                    stage(step) + " completes " + chain + ", which dies: " + interrupted(step);
            case FOLLOWED -> followed(step) + ": " + chain + " dies";
            case WAITS -> chain + " still waits for " + stageName(step.stage() + 1);
        };
    }

    /** Of an event that did nothing to any chain. */
    String ofIdle(Hit hit) {
        if (shape.until() != SequenceShape.NO_UNTIL && hit.matches(shape.until())) {
            return "is until, but no chain waits";
        }
        return terms.names(missingTerms().filter(hit::matches).boxed().toList())
                + " must be missing, and is where it harms no chain";
    }

    private IntStream missingTerms() {
        return IntStream.range(0, query.terms().size())
                .filter(term -> query.terms().get(term).missing());
    }

    private String unlessFollowed(SequenceStep step) {
        int lastOfAll = shape.stages().get(shape.stages().size() - 1);
        String trailing =
                missingTerms()
                        .filter(term -> term > lastOfAll)
                        .mapToObj(terms::name)
                        .collect(Collectors.joining(" or "));
        return "unless " + trailing + " comes within maxspan of " + spanStart(step).coordinates();
    }

    private static String stands(SequenceStep step, String chain) {
        return step.event() == null
                ? chain + " is a match: nothing came that must be missing"
                : "is beyond the span of " + chain + ", which is a match";
    }

    private String preceded(SequenceStep step) {
        Intruder intruder = step.intruders().get(0);
        return mustBeMissing(intruder)
                + ", but "
                + intruder.event().coordinates()
                + " is "
                + StoryText.distance(intruder.event(), step.event())
                + " before "
                + step.event().coordinates()
                + ", within maxspan";
    }

    private String interrupted(SequenceStep step) {
        Intruder intruder = step.intruders().get(0);
        List<Evidence> chain = step.chain();
        int next = 1;
        while (chain.get(next).time().millis() < intruder.event().time().millis()) {
            next++;
        }
        return mustBeMissing(intruder)
                + ", but "
                + intruder.event().coordinates()
                + " is between "
                + StoryText.chain(chain.subList(next - 1, next))
                + " and "
                + StoryText.chain(chain.subList(next, next + 1));
    }

    private String followed(SequenceStep step) {
        Intruder intruder = step.intruders().get(step.intruders().size() - 1);
        Evidence start = spanStart(step);
        return mustBeMissing(intruder)
                + ", but comes "
                + StoryText.distance(start, step.event())
                + " after "
                + start.coordinates()
                + ", within maxspan";
    }

    /** From where it is measured when the last event that should be missing may come again. */
    private static Evidence spanStart(SequenceStep step) {
        return step.intruders().stream()
                .map(Intruder::event)
                .filter(event -> !event.equals(step.event()))
                .findFirst()
                .orElse(step.chain().get(0));
    }

    private String mustBeMissing(Intruder intruder) {
        return terms.name(intruder.term()) + " must be missing";
    }

    private String stage(SequenceStep step) {
        return stageName(step.stage());
    }

    /** Says which run it is where a term is repeated. */
    private String stageName(int stage) {
        int term = shape.stages().get(stage);
        int runs = query.terms().get(term).runs();
        return terms.name(term)
                + (runs == 1 ? "" : " (run " + (stage - shape.stages().indexOf(term) + 1) + ")");
    }
}
