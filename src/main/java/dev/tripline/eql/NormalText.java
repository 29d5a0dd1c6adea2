// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;
import java.util.StringJoiner;

/** Writes a query in its canonical form. */
final class NormalText {

    /** The comment tells it from a field that exists. */
    private static final String NO_SUCH_FIELD = "?_ /* null */";

    private final StringBuilder text = new StringBuilder();

    private NormalText() {}

    static String of(Query query) {
        NormalText writer = new NormalText();
        if (query instanceof EventQuery event) {
            writer.text.append(filter(event.filter()));
        } else if (query instanceof SampleQuery sample) {
            writer.text.append("sample");
            writer.terms(sample.terms());
        } else if (query instanceof SequenceQuery sequence) {
            writer.sequence(sequence);
        }
        for (Pipe pipe : query.pipes()) {
            writer.text.append(" | ").append(pipe.name()).append(' ').append(pipe.count());
        }
        return writer.text.toString();
    }

    private void sequence(SequenceQuery sequence) {
        text.append("sequence");
        if (sequence.maxspan() != null) {
            text.append(" with maxspan=").append(sequence.maxspan().toMillis()).append("ms");
        }
        terms(sequence.terms());
        if (sequence.until() != null) {
            text.append(" until");
            terms(List.of(sequence.until()));
        }
    }

    /** Keys stand with their terms, whether they were written once for all or not. */
    private void terms(List<Term> terms) {
        for (Term term : terms) {
            text.append(term.missing() ? " ![" : " [").append(filter(term.filter())).append(']');
            StringJoiner keys = new StringJoiner(", ", " by ", "").setEmptyValue("");
            for (JoinKey key : term.keys()) {
                keys.add(key(key));
            }
            text.append(keys);
            if (term.runs() > 1) {
                text.append(" with runs=").append(term.runs());
            }
        }
    }

    private static String key(JoinKey key) {
        if (key.equals(JoinKey.NULL)) {
            return NO_SUCH_FIELD;
        }
        String joinsBy = key.type().joinsBy();
        return (key.optional() ? "?" : "")
                + NormalExpression.name(key.field())
                // It changes what matches; a comment, because there is no syntax.
                + (joinsBy.isEmpty() ? "" : " /* " + joinsBy + " */");
    }

    private static String filter(EventFilter filter) {
        String category = filter.category();
        return (category == null ? "any" : NormalExpression.string(category))
                + " where "
                + NormalExpression.of(filter.condition());
    }
}
