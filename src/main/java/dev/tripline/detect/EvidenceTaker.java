// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Takes from an event what an alert of one rule will need, without its secrets. */
final class EvidenceTaker {

    private static final int TYPICAL_LENGTH = 1024;

    private final int[] slots;
    private final int tiebreaker;
    private final Predicate[] modifiers;
    private final Masking masking;

    /**
     * @param names fields to keep, in any order
     * @param tiebreaker the rule's tiebreaker field, or {@code null}
     * @param modifiers the conditions of the rule's risk modifiers
     */
    EvidenceTaker(
            Collection<String> names,
            String tiebreaker,
            List<Predicate> modifiers,
            FieldSet fields,
            Masking masking) {
        this.slots =
                new TreeSet<>(names)
                        .stream()
                                .mapToInt(fields::slot)
                                .filter(slot -> slot != FieldSet.ABSENT)
                                .toArray();
        this.tiebreaker = tiebreaker == null ? FieldSet.ABSENT : fields.slot(tiebreaker);
        this.modifiers = modifiers.toArray(Predicate[]::new);
        this.masking = masking;
    }

    Evidence from(Event event) {
        Masking.Names names = masking.names(event);
        return new Evidence(
                event.time(),
                tiebreaker == FieldSet.ABSENT ? null : SortableText.of(event.get(tiebreaker)),
                names.order(),
                names.identity(),
                names.request(),
                names.coordinates(),
                json(event),
                false,
                modifiers(event));
    }

    private long modifiers(Event event) {
        long met = 0;
        for (int i = 0; i < modifiers.length; i++) {
            if (modifiers[i].test(event)) {
                met |= 1L << i;
            }
        }
        return met;
    }

    private String json(Event event) {
        StringBuilder json = new StringBuilder(TYPICAL_LENGTH).append('{');
        for (int slot : slots) {
            String member = masking.member(event, slot);
            if (member != null) {
                if (json.length() > 1) {
                    json.append(',');
                }
                json.append(member);
            }
        }
        return json.append('}').toString();
    }
}
