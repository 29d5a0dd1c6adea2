// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ExpressionContext;
import dev.tripline.eql.EqlGrammar.ValueListContext;
import org.antlr.v4.runtime.ParserRuleContext;

/** Finds out what names of value lists stand for. */
final class ListReference {

    static final String MISPLACED =
            "a value list stands alone behind `in` and `like`, with or without `~`, or as the only"
                    + " list of `cidrMatch` and `wildcard`";

    private final Schema schema;

    ListReference(Schema schema) {
        this.schema = schema;
    }

    ValueList of(ValueListContext written) {
        String name = written.getText().substring(1);
        ValueList list = schema.list(name);
        if (list == null) {
            throw unknown(written, name);
        }
        return list;
    }

    /** The list that is all of {@code expression}, or null if it is anything else. */
    static ValueListContext only(ExpressionContext expression) {
        ParserRuleContext node = expression;
        while (!(node instanceof ValueListContext)) {
            if (node.getChildCount() != 1
                    || !(node.getChild(0) instanceof ParserRuleContext child)) {
                return null;
            }
            node = child;
        }
        return (ValueListContext) node;
    }

    private Refusal unknown(ValueListContext written, String name) {
        String nearest = Suggestion.nearest(name, schema.listNames());
        return Refusal.at(
                written,
                "there is no value list `$"
                        + name
                        + "`; "
                        + (nearest == null
                                ? "give it to the [lists] of a context file"
                                : "did you mean `$" + nearest + "`?"));
    }
}
