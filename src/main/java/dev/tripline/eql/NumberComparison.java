// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.Expr.Operator;

/** Comparison with a number. Text that is no number compares with nothing. */
final class NumberComparison implements ValueTest {

    private final Operator operator;
    private final Number constant;
    private final boolean integral;
    private final long integer;

    NumberComparison(Operator operator, Number constant) {
        this.operator = operator;
        this.constant = constant;
        this.integral = constant instanceof Long;
        this.integer = constant.longValue();
    }

    @Override
    public boolean accepts(Object value) {
        if (integral && value instanceof Long number) {
            return operator.accepts(Long.compare(number, integer));
        }
        Number number = Values.number(value);
        return number != null && operator.accepts(Numbers.compare(number, constant));
    }
}
