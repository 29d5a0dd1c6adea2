// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.eql.Predicate;
import dev.tripline.eql.PredicateCompiler;
import dev.tripline.event.Event;
import dev.tripline.event.Timestamp;
import dev.tripline.rule.Exemption;
import java.util.List;

/** The exceptions of one rule, compiled. */
final class Exemptions {

    private final List<One> all;

    private Exemptions(List<One> all) {
        this.all = all;
    }

    private record One(String name, Predicate condition, Timestamp expires) {}

    static Exemptions of(List<Exemption> exemptions, PredicateCompiler compiler) {
        return new Exemptions(
                exemptions.stream()
                        .map(
                                one ->
                                        new One(
                                                one.name(),
                                                compiler.compile(one.condition().filter()),
                                                Timestamp.of(one.expires())))
                        .toList());
    }

    /**
     * Whether an event that the rule looks for takes no part in it; tells the output if so. By the
     * event's own time, so that it is decided alike whenever the event is read.
     */
    boolean cover(Event event, RuleEvaluator.Output output) {
        for (One one : all) {
            if (event.time().compareTo(one.expires) < 0 && one.condition.test(event)) {
                output.excepted(one.name);
                return true;
            }
        }
        return false;
    }
}
