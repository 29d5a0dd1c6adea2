// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ExpressionContext;
import dev.tripline.eql.EqlGrammar.FieldContext;
import java.util.StringJoiner;
import org.antlr.v4.runtime.ParserRuleContext;

/** Finds out what names of fields stand for. */
final class FieldReference {

    private final Schema schema;

    FieldReference(Schema schema) {
        this.schema = schema;
    }

    /** A field; the literal null for an optional one that the schema does not have. */
    Expr of(FieldContext written) {
        Expr.Field field = known(written);
        return field == null ? Expr.Literal.NULL : field;
    }

    /** The key that is all of {@code expression}, or null if it is anything but a field. */
    JoinKey onlyKey(ExpressionContext expression) {
        ParserRuleContext node = expression;
        while (!(node instanceof FieldContext)) {
            if (node.getChildCount() != 1
                    || !(node.getChild(0) instanceof ParserRuleContext child)) {
                return null;
            }
            node = child;
        }
        Expr.Field field = known((FieldContext) node);
        return field == null
                ? JoinKey.NULL
                : new JoinKey(field.name(), field.optional(), field.type());
    }

    private Expr.Field known(FieldContext written) {
        String name = name(written);
        boolean optional = written.OPTIONAL() != null;
        FieldType type = schema.typeOf(name);
        if (type == null && !optional) {
            throw unknown(written, name);
        }
        return type == null ? null : new Expr.Field(name, optional, type);
    }

    private Refusal unknown(FieldContext written, String name) {
        String nearest = schema.nearest(name);
        return Refusal.at(
                written,
                "unknown field `"
                        + name
                        + "`; "
                        + (nearest == null
                                ? "write `?" + name + "` if it need not exist"
                                : "did you mean `" + nearest + "`?"));
    }

    /** The dotted name that is written, without quotes. */
    static String name(FieldContext field) {
        if (!field.index().isEmpty()) {
            throw Refusal.at(
                    field.index(0),
                    "array indexes are not supported; a field matches if any of its values does");
        }
        StringJoiner name = new StringJoiner(".");
        for (EqlGrammar.NameContext part : field.name()) {
            name.add(Literals.name(part));
        }
        return name.toString();
    }
}
