// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.StringJoiner;
import org.antlr.v4.runtime.ParserRuleContext;

/** Reads field names. */
final class FieldReference {

    private FieldReference() {}

    static Expr.Field of(EqlGrammar.FieldContext field) {
        if (!field.index().isEmpty()) {
            throw Refusal.at(
                    field.index(0),
                    "array indexes are not supported; a field matches if any of its values does");
        }
        StringJoiner name = new StringJoiner(".");
        for (EqlGrammar.NameContext part : field.name()) {
            name.add(Literals.name(part));
        }
        return new Expr.Field(name.toString(), field.OPTIONAL() != null);
    }

    /** The field that is all of {@code expression}, or null if it is anything else. */
    static Expr.Field only(EqlGrammar.ExpressionContext expression) {
        ParserRuleContext node = expression;
        while (node.getChildCount() == 1 && node.getChild(0) instanceof ParserRuleContext child) {
            if (child instanceof EqlGrammar.FieldContext field) {
                return of(field);
            }
            node = child;
        }
        return node instanceof EqlGrammar.FieldContext field ? of(field) : null;
    }
}
