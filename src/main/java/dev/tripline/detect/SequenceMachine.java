// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The meaning of a sequence, for one join key: a slot for each stage but the last, holding the
 * newest partial match that waits there. Feed it the hits of the key in {@link EventOrder}.
 *
 * <p>An event is applied to the last stage first, so it can complete one match, advance another and
 * start a third, but never fill two stages of the same one. Newer partial matches replace older
 * ones and one that is taken is gone, which keeps the state at one partial match per stage however
 * many events come. Events that should be missing change nothing of that; they are asked for when a
 * match is complete.
 */
public final class SequenceMachine implements Forgetful {

    private final SequenceShape shape;
    private final MissingCheck missing;
    private final List<PartialMatch> slots;
    private LeadingEvents leading;
    private Evidence previous;

    /**
     * @param waiting what an earlier machine of the same key remembered, or {@code null} for a
     *     fresh start
     */
    public SequenceMachine(SequenceShape shape, PartialMatches waiting) {
        this.shape = shape;
        this.missing = new MissingCheck(shape);
        this.slots =
                new ArrayList<>(
                        waiting == null
                                ? Collections.nCopies(shape.stages().size() - 1, null)
                                : waiting.byStage());
        this.leading = waiting == null ? null : waiting.leading();
    }

    /** The match that {@code hit} completes, if it does and nothing speaks against it so far. */
    public Optional<CompletedMatch> apply(Hit hit) {
        PartialMatch match = null;
        int last = shape.stages().size() - 1;
        for (int stage = last; stage >= 0; stage--) {
            if (!hit.matches(shape.stages().get(stage))) {
                continue;
            }
            PartialMatch reached =
                    stage == 0 ? begin(hit.evidence()) : advance(stage, hit.evidence());
            if (reached == null) {
                continue;
            }
            if (stage == last) {
                match = reached;
            } else {
                slots.set(stage, reached);
            }
        }
        if (shape.until() != SequenceShape.NO_UNTIL && hit.matches(shape.until())) {
            Collections.fill(slots, null);
        }
        noteMissing(hit);
        previous = hit.evidence();
        return match == null
                ? Optional.empty()
                : missing.check(match, new Detection(hit.ruleKey(), hit.joinKey(), match.events()));
    }

    /**
     * @return {@code null} if {@code event} would be a match alone and was one a moment ago: it is
     *     delivered twice
     */
    private PartialMatch begin(Evidence event) {
        if (slots.isEmpty() && previous != null && previous.isSameEvent(event)) {
            return null;
        }
        Timestamp before = leading == null ? null : leading.before(event.time().millis());
        return new PartialMatch(List.of(event), MissingSoFar.since(before));
    }

    /**
     * Takes the partial match before {@code stage}; {@code null} if there is none or it waited too
     * long. One that ends in {@code event} itself, delivered twice, waits on.
     */
    private PartialMatch advance(int stage, Evidence event) {
        PartialMatch partial = slots.get(stage - 1);
        if (partial == null || partial.last().isSameEvent(event)) {
            return null;
        }
        slots.set(stage - 1, null);
        return shape.inSpan(partial.first().time(), event.time())
                ? partial.advancedBy(event)
                : null;
    }

    private void noteMissing(Hit hit) {
        Timestamp time = hit.evidence().time();
        if ((hit.terms() & shape.missing().leading()) != 0) {
            leading = LeadingEvents.with(leading, time);
        }
        for (int stage = 0; stage < slots.size(); stage++) {
            PartialMatch partial = slots.get(stage);
            if (partial != null && (hit.terms() & shape.missing().between().get(stage)) != 0) {
                slots.set(stage, partial.intrudedAt(time.millis()));
            }
        }
    }

    /** What began before {@code millis}, for which the span has passed. */
    @Override
    public void forgetBefore(long millis) {
        slots.replaceAll(
                partial ->
                        partial == null || partial.first().time().millis() < millis
                                ? null
                                : partial);
        if (leading != null && leading.latest().millis() < millis) {
            leading = null;
        }
    }

    @Override
    public OptionalLong oldest() {
        LongStream starts =
                slots.stream()
                        .filter(Objects::nonNull)
                        .mapToLong(partial -> partial.first().time().millis());
        return leading == null
                ? starts.min()
                : LongStream.concat(starts, LongStream.of(leading.latest().millis())).min();
    }

    /**
     * @return {@code null} if nothing waits
     */
    PartialMatches waiting() {
        return leading == null && slots.stream().allMatch(Objects::isNull)
                ? null
                : new PartialMatches(slots, leading);
    }
}
