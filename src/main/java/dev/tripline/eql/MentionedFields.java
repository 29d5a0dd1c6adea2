// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects the fields of a query. */
final class MentionedFields {

    private final Set<String> names = new TreeSet<>();

    private MentionedFields() {}

    /** Sorted and unmodifiable. */
    static Set<String> of(Query query) {
        MentionedFields fields = new MentionedFields();
        if (query instanceof EventQuery event) {
            fields.add(event.filter().condition());
        } else if (query instanceof SampleQuery sample) {
            fields.addTerms(sample.terms());
        } else if (query instanceof SequenceQuery sequence) {
            fields.addTerms(sequence.terms());
            if (sequence.until() != null) {
                fields.addTerms(List.of(sequence.until()));
            }
        }
        return Collections.unmodifiableSet(fields.names);
    }

    /** The fields of an expression, sorted. */
    static Set<String> of(Expr expr) {
        MentionedFields fields = new MentionedFields();
        fields.add(expr);
        return Collections.unmodifiableSet(fields.names);
    }

    /** Whether {@code expr} has the same value for every event. */
    static boolean none(Expr expr) {
        MentionedFields fields = new MentionedFields();
        fields.add(expr);
        return fields.names.isEmpty();
    }

    private void addTerms(List<Term> terms) {
        for (Term term : terms) {
            add(term.filter().condition());
            term.keys().stream()
                    .filter(key -> !key.equals(JoinKey.NULL))
                    .forEach(key -> names.add(key.field()));
        }
    }

    private void add(Expr expr) {
        if (expr instanceof Expr.Field field) {
            names.add(field.name());
        }
        expr.operands().forEach(this::add);
    }
}
