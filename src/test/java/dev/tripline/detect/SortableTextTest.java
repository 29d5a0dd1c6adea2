// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class SortableTextTest {

    @Property
    void integersSortBySize(@ForAll long one, @ForAll long other) {
        assertThat(order(one, other)).isEqualTo(Long.compare(one, other));
    }

    @Property
    void neighboursBeyondTheReachOfADoubleSortBySize(@ForAll long one) {
        if (one < Long.MAX_VALUE) {
            assertThat(order(one, one + 1)).isNegative();
        }
    }

    @Property
    void fractionsSortAmongIntegers(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double one, @ForAll int other) {
        assertThat(order(one, (long) other)).isEqualTo(Double.compare(one, other));
    }

    @Property
    void textsSortAfterNumbers(@ForAll long number, @ForAll String text) {
        assertThat(order(number, text)).isNegative();
    }

    @Example
    void nothingStaysNothing() {
        assertThat(SortableText.of(null)).isNull();
        assertThat(SortableText.of(new Object[] {"b", "a"})).isEqualTo(SortableText.of("b"));
    }

    private static int order(Object one, Object other) {
        return Integer.signum(SortableText.of(one).compareTo(SortableText.of(other)));
    }
}
