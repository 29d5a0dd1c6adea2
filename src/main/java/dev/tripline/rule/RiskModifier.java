// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.eql.EventQuery;
import java.io.Serializable;

/**
 * What makes an alert of a rule more or less of a risk than the rule says.
 *
 * @param name unique in the rule
 * @param condition on single events; it applies if one of the events of the alert meets it
 * @param score that is added, -100 to 100 and not 0
 */
public record RiskModifier(String name, EventQuery condition, int score) implements Serializable {}
