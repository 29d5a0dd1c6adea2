// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.event.Event;

/** One rule, ready to look at events. */
interface CompiledRule {

    void evaluate(Event event, RuleEvaluator.Output output);
}
