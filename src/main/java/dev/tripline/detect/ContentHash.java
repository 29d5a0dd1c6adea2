// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/** 128 bits that stand for an event. */
record ContentHash(long high, long low) {}
