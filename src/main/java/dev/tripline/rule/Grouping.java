// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.io.Serializable;
import java.util.Set;

/** What a rule makes of several events of a query on single events. */
public sealed interface Grouping extends Serializable permits Threshold, NewTerms {

    /** Every field that it looks at. */
    Set<String> fields();

    /** All that decides what matches, in one canonical form. */
    String normalised();
}
