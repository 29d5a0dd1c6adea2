// SPDX-License-Identifier: Apache-2.0
/**
 * A made-up company's cluster and cloud account: who is there, when they act, and what is written
 * down of it.
 */
package dev.tripline.life.world;
