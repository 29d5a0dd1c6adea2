// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.JoinKey;
import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import dev.tripline.rule.NewTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The terms of an event: each combination of the values of the fields that a rule watches, with the
 * group in which it is learned.
 */
final class TermKeys {

    private final JoinKeys keys;
    private final boolean[] inGroup;

    TermKeys(NewTerms rule, FieldSet fields, Masking masking) {
        keys = new JoinKeys(rule.terms(), fields, masking);
        inGroup = new boolean[rule.terms().size()];
        for (int i = 0; i < inGroup.length; i++) {
            inGroup[i] = rule.learningBy().contains(rule.terms().get(i));
        }
    }

    /** Of the groups alone. */
    static JoinKeys groups(NewTerms rule, FieldSet fields, Masking masking) {
        List<JoinKey> inGroup = rule.terms().stream().filter(rule.learningBy()::contains).toList();
        return new JoinKeys(inGroup, fields, masking);
    }

    /** Both as the text of a JSON array. */
    record TermKey(String group, String term) {

        private static final TermKey START = new TermKey("[", "[");

        TermKey with(String value, boolean inGroup) {
            return new TermKey(inGroup ? joined(group, value) : group, joined(term, value));
        }

        TermKey closed() {
            return new TermKey(group + "]", term + "]");
        }

        private static String joined(String start, String value) {
            return start.length() == 1 ? start + value : start + "," + value;
        }
    }

    /**
     * What an event shows.
     *
     * @param keys empty if a field that is not optional has no value
     * @param cut whether there would be more of them
     */
    record Found(List<TermKey> keys, boolean cut) {}

    Found of(Event event) {
        List<TermKey> found = List.of(TermKey.START);
        boolean cut = false;
        for (int i = 0; i < inGroup.length; i++) {
            Collection<String> values = keys.texts(event, i);
            List<TermKey> longer = new ArrayList<>();
            for (TermKey key : found) {
                for (String value : values) {
                    if (longer.size() < JoinKeys.MAX_KEYS) {
                        longer.add(key.with(value, inGroup[i]));
                    }
                }
            }
            cut |= longer.size() < (long) found.size() * values.size();
            found = longer;
        }
        return new Found(found.stream().map(TermKey::closed).toList(), cut);
    }
}
