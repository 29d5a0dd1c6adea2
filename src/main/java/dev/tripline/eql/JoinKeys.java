// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ByContext;
import dev.tripline.eql.EqlGrammar.ExpressionContext;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code by …}. */
final class JoinKeys {

    private JoinKeys() {}

    /**
     * @param by null for no keys
     */
    static List<JoinKey> of(ByContext by) {
        List<JoinKey> keys = new ArrayList<>();
        if (by != null) {
            for (ExpressionContext expression : by.expression()) {
                Expr.Field field = FieldReference.only(expression);
                if (field == null) {
                    throw Refusal.at(
                            expression,
                            "only fields can be join keys; write field names after `by`");
                }
                keys.add(new JoinKey(field.name(), field.optional()));
            }
        }
        return keys;
    }
}
