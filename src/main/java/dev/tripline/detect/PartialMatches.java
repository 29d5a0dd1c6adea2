// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.List;

/**
 * All that a sequence remembers of one join key.
 *
 * @param byStage the partial match that has just passed the stage, {@code null} where none waits;
 *     one less than there are stages
 * @param leading events that should be missing before the first stage; {@code null} if there were
 *     none
 */
public record PartialMatches(List<PartialMatch> byStage, LeadingEvents leading) {}
