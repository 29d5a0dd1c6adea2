// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells what a {@link SequenceMachine} does with the hits of one join key, and why. The machine
 * decides; a story that does not end where the machine stands is refused.
 */
public final class SequenceStory {

    private final SequenceShape shape;
    private final SequenceMachine machine;
    private final MissingStory missing;
    private final List<Chain> waiting;
    private final List<Hit> hits = new ArrayList<>();

    public SequenceStory(SequenceShape shape) {
        this.shape = shape;
        this.machine = new SequenceMachine(shape, null);
        this.missing = new MissingStory(shape);
        this.waiting = new ArrayList<>(Collections.nCopies(shape.stages().size() - 1, null));
    }

    /**
     * What {@code hit} does, the last stage first; hits come as {@link CountedTerms} leaves them.
     */
    public List<SequenceStep> apply(Hit hit) {
        List<SequenceStep> steps = new ArrayList<>(missing.decide(hit));
        Optional<CompletedMatch> completed = Optional.empty();
        int last = shape.stages().size() - 1;
        for (int stage = last; stage >= 0; stage--) {
            if (!hit.matches(shape.stages().get(stage))) {
                continue;
            }
            Chain reached = stage == 0 ? begin(hit, steps) : advance(stage, hit.evidence(), steps);
            if (reached != null && stage == last) {
                completed = missing.complete(hit, reached, steps);
            } else if (reached != null) {
                keep(stage, reached, steps);
            }
        }
        if (shape.until() != SequenceShape.NO_UNTIL && hit.matches(shape.until())) {
            end(hit.evidence(), steps);
        }
        steps.addAll(missing.note(hit, waiting));
        hits.add(hit);
        verify(completed.equals(machine.apply(hit)) && partialMatches().equals(machineWaits()));
        return steps;
    }

    /** What is true when all events have been seen; chains may wait for one that did not come. */
    public List<SequenceStep> end() {
        List<SequenceStep> steps = new ArrayList<>(missing.end());
        waiting.stream()
                .filter(Objects::nonNull)
                .map(Chain::events)
                .map(chain -> step(SequenceStep.Kind.WAITS, chain.size() - 1, null, chain))
                .forEach(steps::add);
        verify(matches().equals(WholeSequence.detect(shape, hits)));
        return steps;
    }

    /** The matches told so far, in the order in which they got their last events. */
    public List<Detection> matches() {
        return missing.matches().stream().sorted(EventOrder.byCompletion()).toList();
    }

    private Chain begin(Hit hit, List<SequenceStep> steps) {
        Evidence event = hit.evidence();
        Evidence previous = hits.isEmpty() ? null : hits.get(hits.size() - 1).evidence();
        if (waiting.isEmpty() && previous != null && previous.isSameEvent(event)) {
            steps.add(step(SequenceStep.Kind.REPEATS, 0, event, List.of(previous)));
            return null;
        }
        steps.add(step(SequenceStep.Kind.STARTS, 0, event, List.of(event)));
        return Chain.of(event, missing.before(event));
    }

    private Chain advance(int stage, Evidence event, List<SequenceStep> steps) {
        Chain chain = waiting.get(stage - 1);
        if (chain == null) {
            steps.add(step(SequenceStep.Kind.FINDS_NOTHING, stage, event, List.of()));
            return null;
        }
        if (chain.last().isSameEvent(event)) {
            steps.add(step(SequenceStep.Kind.REPEATS, stage, event, chain.events()));
            return null;
        }
        waiting.set(stage - 1, null);
        if (!shape.inSpan(chain.first().time(), event.time())) {
            Duration excess = between(chain.first().time(), event.time()).minus(shape.maxspan());
            steps.add(
                    new SequenceStep(
                            SequenceStep.Kind.TOO_LATE,
                            stage,
                            event,
                            chain.events(),
                            excess,
                            List.of()));
            return null;
        }
        return chain.advancedBy(event);
    }

    private void keep(int stage, Chain chain, List<SequenceStep> steps) {
        Evidence event = chain.last();
        if (stage > 0) {
            steps.add(step(SequenceStep.Kind.ADVANCES, stage, event, chain.events()));
        }
        Chain replaced = waiting.set(stage, chain);
        if (replaced != null) {
            steps.add(step(SequenceStep.Kind.REPLACES, stage, event, replaced.events()));
        }
    }

    private void end(Evidence until, List<SequenceStep> steps) {
        for (Chain ended : waiting) {
            if (ended != null) {
                steps.add(
                        step(SequenceStep.Kind.ENDS, SequenceStep.NO_STAGE, until, ended.events()));
            }
        }
        Collections.fill(waiting, null);
    }

    private List<PartialMatch> partialMatches() {
        return waiting.stream().map(chain -> chain == null ? null : chain.partialMatch()).toList();
    }

    private List<PartialMatch> machineWaits() {
        PartialMatches matches = machine.waiting();
        return matches == null ? Collections.nCopies(waiting.size(), null) : matches.byStage();
    }

    private static void verify(boolean asTheEngine) {
        if (!asTheEngine) {
            throw new IllegalStateException("the explanation is not what the engine does");
        }
    }

    private static Duration between(Timestamp first, Timestamp last) {
        return Duration.between(first.toInstant(), last.toInstant());
    }

    private static SequenceStep step(
            SequenceStep.Kind kind, int stage, Evidence event, List<Evidence> chain) {
        return new SequenceStep(kind, stage, event, chain, null, List.of());
    }
}
