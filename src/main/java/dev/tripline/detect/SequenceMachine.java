// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The meaning of a sequence, for one join key: a slot for each stage but the last, holding the
 * newest partial match that waits there. Feed it the hits of the key in {@link EventOrder}.
 *
 * <p>An event is applied to the last stage first, so it can complete one match, advance another and
 * start a third, but never fill two stages of the same one. Newer partial matches replace older
 * ones and one that is taken is gone, which keeps the state at one partial match per stage however
 * many events come.
 */
public final class SequenceMachine {

    private final SequenceShape shape;
    private final List<PartialMatch> slots;

    /**
     * @param waiting what an earlier machine of the same key remembered, or {@code null} for a
     *     fresh start
     */
    public SequenceMachine(SequenceShape shape, PartialMatches waiting) {
        this.shape = shape;
        this.slots =
                new ArrayList<>(
                        waiting == null
                                ? Collections.nCopies(shape.stages().size() - 1, null)
                                : waiting.byStage());
    }

    /** The detection that {@code hit} completes, if it does. */
    public Optional<Detection> apply(Hit hit) {
        List<Evidence> match = null;
        int last = shape.stages().size() - 1;
        for (int stage = last; stage >= 0; stage--) {
            if (!hit.matches(shape.stages().get(stage))) {
                continue;
            }
            List<Evidence> events =
                    stage == 0 ? List.of(hit.evidence()) : advance(stage, hit.evidence());
            if (events == null) {
                continue;
            }
            if (stage == last) {
                match = events;
            } else {
                slots.set(stage, new PartialMatch(events));
            }
        }
        if (shape.until() != SequenceShape.NO_UNTIL && hit.matches(shape.until())) {
            Collections.fill(slots, null);
        }
        return Optional.ofNullable(match)
                .map(events -> new Detection(hit.ruleKey(), hit.joinKey(), events));
    }

    /**
     * Takes the partial match before {@code stage}; {@code null} if there is none or it waited too
     * long. One that ends in {@code event} itself, delivered twice, waits on.
     */
    private List<Evidence> advance(int stage, Evidence event) {
        PartialMatch partial = slots.get(stage - 1);
        if (partial == null || partial.last().isSameEvent(event)) {
            return null;
        }
        slots.set(stage - 1, null);
        if (!shape.inSpan(partial.first().time(), event.time())) {
            return null;
        }
        List<Evidence> advanced = new ArrayList<>(partial.events());
        advanced.add(event);
        return Collections.unmodifiableList(advanced);
    }

    /** Forgets what began before {@code millis}, for which the span has passed. */
    void forgetBefore(long millis) {
        slots.replaceAll(
                partial ->
                        partial == null || partial.first().time().millis() < millis
                                ? null
                                : partial);
    }

    /** When the oldest of what waits began, in milliseconds; empty if nothing waits. */
    OptionalLong oldestStart() {
        return slots.stream()
                .filter(Objects::nonNull)
                .mapToLong(partial -> partial.first().time().millis())
                .min();
    }

    /**
     * @return {@code null} if nothing waits
     */
    PartialMatches waiting() {
        return slots.stream().allMatch(Objects::isNull) ? null : new PartialMatches(slots);
    }
}
