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
    private List<PartialMatch> waiting;

    public SequenceStory(SequenceShape shape) {
        this.shape = shape;
        this.machine = new SequenceMachine(shape, null);
        this.waiting = machineWaits();
    }

    /** What {@code hit} does, the last stage first; hits come in {@link EventOrder}. */
    public List<SequenceStep> apply(Hit hit) {
        Optional<Detection> detection = machine.apply(hit).map(CompletedMatch::detection);
        List<SequenceStep> steps = new ArrayList<>();
        for (int stage = shape.stages().size() - 1; stage >= 0; stage--) {
            if (hit.matches(shape.stages().get(stage))) {
                enter(stage, hit.evidence(), steps);
            }
        }
        if (shape.until() != SequenceShape.NO_UNTIL && hit.matches(shape.until())) {
            for (PartialMatch ended : waiting) {
                if (ended != null) {
                    steps.add(step(SequenceStep.Kind.ENDS, SequenceStep.NO_STAGE, hit, ended));
                }
            }
            Collections.fill(waiting, null);
        }
        verify(steps, detection);
        return steps;
    }

    /** The chains that wait for an event that did not come. */
    public List<SequenceStep> end() {
        return waiting.stream()
                .filter(Objects::nonNull)
                .map(
                        chain ->
                                new SequenceStep(
                                        SequenceStep.Kind.WAITS,
                                        chain.events().size() - 1,
                                        null,
                                        chain.events(),
                                        null))
                .toList();
    }

    private void enter(int stage, Evidence event, List<SequenceStep> steps) {
        if (stage == 0) {
            keep(0, List.of(event), SequenceStep.Kind.STARTS, steps);
            return;
        }
        PartialMatch chain = waiting.get(stage - 1);
        if (chain == null) {
            steps.add(step(SequenceStep.Kind.FINDS_NOTHING, stage, event, List.of()));
            return;
        }
        if (chain.last().isSameEvent(event)) {
            steps.add(step(SequenceStep.Kind.REPEATS, stage, event, chain.events()));
            return;
        }
        waiting.set(stage - 1, null);
        if (!shape.inSpan(chain.first().time(), event.time())) {
            Duration excess = between(chain.first().time(), event.time()).minus(shape.maxspan());
            steps.add(
                    new SequenceStep(
                            SequenceStep.Kind.TOO_LATE, stage, event, chain.events(), excess));
            return;
        }
        List<Evidence> advanced = new ArrayList<>(chain.events());
        advanced.add(event);
        if (stage == shape.stages().size() - 1) {
            steps.add(step(SequenceStep.Kind.COMPLETES, stage, event, advanced));
        } else {
            keep(stage, advanced, SequenceStep.Kind.ADVANCES, steps);
        }
    }

    private void keep(
            int stage, List<Evidence> chain, SequenceStep.Kind kind, List<SequenceStep> steps) {
        Evidence event = chain.get(chain.size() - 1);
        steps.add(step(kind, stage, event, chain));
        PartialMatch replaced = waiting.set(stage, new PartialMatch(chain, null));
        if (replaced != null) {
            steps.add(step(SequenceStep.Kind.REPLACES, stage, event, replaced.events()));
        }
    }

    private void verify(List<SequenceStep> steps, Optional<Detection> detection) {
        List<List<Evidence>> completed =
                steps.stream()
                        .filter(step -> step.kind() == SequenceStep.Kind.COMPLETES)
                        .map(SequenceStep::chain)
                        .toList();
        boolean same =
                completed.equals(detection.stream().map(Detection::events).toList())
                        && waiting.equals(machineWaits());
        if (!same) {
            throw new IllegalStateException("the explanation is not what the engine does");
        }
    }

    private List<PartialMatch> machineWaits() {
        PartialMatches matches = machine.waiting();
        return new ArrayList<>(
                matches == null
                        ? Collections.nCopies(shape.stages().size() - 1, null)
                        : matches.byStage());
    }

    private static Duration between(Timestamp first, Timestamp last) {
        return Duration.between(first.toInstant(), last.toInstant());
    }

    private static SequenceStep step(
            SequenceStep.Kind kind, int stage, Hit hit, PartialMatch chain) {
        return step(kind, stage, hit.evidence(), chain.events());
    }

    private static SequenceStep step(
            SequenceStep.Kind kind, int stage, Evidence event, List<Evidence> chain) {
        return new SequenceStep(kind, stage, event, chain, null);
    }
}
