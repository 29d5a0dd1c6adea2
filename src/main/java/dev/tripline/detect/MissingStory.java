// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells which events that should be missing come in the way of the chains of one join key, and
 * which chains become matches because none does.
 */
final class MissingStory {

    /** A chain that has all its events and waits for its span to pass. */
    private record Held(Chain chain, CompletedMatch match) {}

    private final SequenceShape shape;
    private final MissingCheck check;

    /** By their milliseconds, of each the last. */
    private final NavigableMap<Long, Intruder> leading = new TreeMap<>();

    /** By the millisecond in which they are decided. */
    private final NavigableMap<Long, List<Held>> held = new TreeMap<>();

    private final List<Detection> matches = new ArrayList<>();

    MissingStory(SequenceShape shape) {
        this.shape = shape;
        this.check = new MissingCheck(shape);
    }

    /** The last leading intruder before a chain that begins with {@code first}, or {@code null}. */
    Intruder before(Evidence first) {
        Map.Entry<Long, Intruder> last = leading.lowerEntry(first.time().millis());
        return last == null ? null : last.getValue();
    }

    /** What {@code hit} decides of the chains that have all their events: to be asked first. */
    List<SequenceStep> decide(Hit hit) {
        Evidence event = hit.evidence();
        List<SequenceStep> steps = new ArrayList<>(passed(event.time().millis(), event));
        if ((hit.terms() & shape.missing().trailing()) != 0) {
            steps.addAll(spoiled(hit));
        }
        return steps;
    }

    /** All spans end with the events. */
    List<SequenceStep> end() {
        return passed(Long.MAX_VALUE, null);
    }

    private List<SequenceStep> passed(long millis, Evidence event) {
        Collection<List<Held>> past = held.headMap(millis).values();
        List<SequenceStep> steps = new ArrayList<>();
        for (List<Held> sameTime : past) {
            for (Held one : sameTime) {
                steps.add(step(SequenceStep.Kind.STANDS, event, one.chain(), List.of()));
                matches.add(one.match().detection());
            }
        }
        past.clear();
        return steps;
    }

    private List<SequenceStep> spoiled(Hit hit) {
        Intruder intruder = Intruder.of(hit, shape.missing().trailing());
        List<SequenceStep> steps = new ArrayList<>();
        for (List<Held> sameTime : held.values()) {
            for (Iterator<Held> all = sameTime.iterator(); all.hasNext(); ) {
                Held one = all.next();
                if (check.spoils(hit, one.match())) {
                    all.remove();
                    steps.add(
                            step(
                                    SequenceStep.Kind.FOLLOWED,
                                    hit.evidence(),
                                    one.chain(),
                                    listed(one.chain().before(), intruder)));
                }
            }
        }
        return steps;
    }

    /** Whether a chain that has all its events is a match, is none, or has to wait. */
    Optional<CompletedMatch> complete(Hit hit, Chain chain, List<SequenceStep> steps) {
        Optional<CompletedMatch> match =
                check.check(
                        chain.partialMatch(),
                        new Detection(hit.ruleKey(), hit.joinKey(), chain.events()));
        if (match.isEmpty()) {
            steps.add(
                    chain.between() != null
                            ? last(SequenceStep.Kind.INTERRUPTED, chain, listed(chain.between()))
                            : last(SequenceStep.Kind.PRECEDED, chain, listed(chain.before())));
        } else if (match.get().isDecided()) {
            steps.add(last(SequenceStep.Kind.COMPLETES, chain, List.of()));
            matches.add(match.get().detection());
        } else {
            steps.add(last(SequenceStep.Kind.HOLDS, chain, listed(chain.before())));
            held.computeIfAbsent(check.deadline(match.get().from()), time -> new ArrayList<>())
                    .add(new Held(chain, match.get()));
        }
        return match;
    }

    /** Notes an intruder for the chains that are still to come and those that wait. */
    List<SequenceStep> note(Hit hit, List<Chain> waiting) {
        Evidence event = hit.evidence();
        List<SequenceStep> steps = new ArrayList<>();
        if ((hit.terms() & shape.missing().leading()) != 0) {
            Intruder intruder = Intruder.of(hit, shape.missing().leading());
            leading.put(intruder.millis(), intruder);
            steps.add(
                    new SequenceStep(
                            SequenceStep.Kind.PRECEDES,
                            SequenceStep.NO_STAGE,
                            event,
                            List.of(),
                            null,
                            List.of(intruder)));
        }
        for (int stage = 0; stage < waiting.size(); stage++) {
            Chain chain = waiting.get(stage);
            long terms = shape.missing().between().get(stage);
            if (chain != null
                    && (hit.terms() & terms) != 0
                    && chain.last().time().millis() < event.time().millis()) {
                Intruder intruder = Intruder.of(hit, terms);
                waiting.set(stage, chain.followedBy(intruder));
                steps.add(step(SequenceStep.Kind.INTERRUPTS, event, chain, List.of(intruder)));
            }
        }
        return steps;
    }

    /** Those told so far. */
    List<Detection> matches() {
        return Collections.unmodifiableList(matches);
    }

    private SequenceStep last(SequenceStep.Kind kind, Chain chain, List<Intruder> intruders) {
        int stage = shape.stages().size() - 1;
        return new SequenceStep(kind, stage, chain.last(), chain.events(), null, intruders);
    }

    private static SequenceStep step(
            SequenceStep.Kind kind, Evidence event, Chain chain, List<Intruder> intruders) {
        return new SequenceStep(
                kind, SequenceStep.NO_STAGE, event, chain.events(), null, intruders);
    }

    private static List<Intruder> listed(Intruder... intruders) {
        return Stream.of(intruders).filter(Objects::nonNull).toList();
    }
}
