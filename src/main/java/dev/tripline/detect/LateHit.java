// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/**
 * A hit that came when the watermark had passed it.
 *
 * @param watermark milliseconds, as it stood when the hit came
 */
public record LateHit(Hit hit, long watermark) {}
