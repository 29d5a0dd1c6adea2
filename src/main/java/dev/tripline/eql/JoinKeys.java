// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ByContext;
import dev.tripline.eql.EqlGrammar.ExpressionContext;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code by …}. */
final class JoinKeys {

    private final FieldReference fields;

    JoinKeys(FieldReference fields) {
        this.fields = fields;
    }

    /**
     * @param by null for no keys
     */
    List<JoinKey> of(ByContext by) {
        List<JoinKey> keys = new ArrayList<>();
        Attempts attempts = new Attempts();
        if (by != null) {
            for (ExpressionContext expression : by.expression()) {
                keys.add(attempts.attempt(() -> key(expression)));
            }
        }
        attempts.finish();
        return keys;
    }

    private JoinKey key(ExpressionContext expression) {
        JoinKey key = fields.onlyKey(expression);
        if (key == null) {
            throw Refusal.at(
                    expression, "only fields can be join keys; write field names after `by`");
        }
        return key;
    }
}
