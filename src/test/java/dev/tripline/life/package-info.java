// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the rules are quiet while nothing happens: days of a made-up company's ordinary life,
 * with some attacks hidden in them, run through the real job.
 */
package dev.tripline.life;
