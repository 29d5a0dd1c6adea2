// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells what a {@link SampleMachine} without a horizon does with the hits of one join key, and what
 * a key lacks that is no match. The machine decides; a story that ends otherwise is refused.
 */
public final class SampleStory {

    private final int terms;
    private final SampleMachine machine;

    /** Each event once, until they are a match. */
    private final List<Hit> counted = new ArrayList<>();

    private Detection match;

    /**
     * @param terms how many the sample has
     */
    public SampleStory(int terms) {
        this.terms = terms;
        this.machine = new SampleMachine(new SampleShape(terms, null), null);
    }

    /** What {@code hit} does; hits come in {@link EventOrder}. */
    public SampleStep apply(Hit hit) {
        Optional<Detection> completed = machine.apply(hit);
        SampleStep.Kind kind = kind(hit, completed.isPresent());
        if (kind == SampleStep.Kind.COUNTS || kind == SampleStep.Kind.COMPLETES) {
            counted.add(hit);
        }
        completed.ifPresent(detection -> match = detection);
        return new SampleStep(
                kind,
                hit.evidence(),
                IntStream.range(0, terms).filter(hit::matches).boxed().toList(),
                completed.map(Detection::events).orElse(List.of()));
    }

    private SampleStep.Kind kind(Hit hit, boolean completes) {
        if (completes) {
            return SampleStep.Kind.COMPLETES;
        }
        if (match != null) {
            return SampleStep.Kind.SILENT;
        }
        boolean again =
                !counted.isEmpty()
                        && counted.get(counted.size() - 1).evidence().isSameEvent(hit.evidence());
        return again ? SampleStep.Kind.REPEATS : SampleStep.Kind.COUNTS;
    }

    /** The match of the key, if it has one. */
    public Optional<Detection> match() {
        return Optional.ofNullable(match);
    }

    /** What the key lacks when all events have been seen; empty if it has its match. */
    public Optional<SampleShortage> end() {
        List<Integer> tooFew = Representatives.shortTerms(counted, terms);
        if (tooFew.isEmpty() != (match != null)) {
            throw new IllegalStateException("the explanation is not what the engine does");
        }
        return tooFew.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SampleShortage(
                                IntStream.range(0, terms).mapToObj(this::countOf).toList(),
                                tooFew));
    }

    private int countOf(int term) {
        return (int) counted.stream().filter(hit -> hit.matches(term)).count();
    }
}
