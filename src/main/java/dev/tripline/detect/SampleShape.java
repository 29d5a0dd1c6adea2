// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.io.Serializable;
import java.time.Duration;

/**
 * What correlation needs to know about a sample.
 *
 * @param terms how many there are, each to be matched by an event of its own
 * @param horizon how far apart the events of a match may be, and how long a key is silent after a
 *     match; {@code null} for no limit
 */
public record SampleShape(int terms, Duration horizon) implements Serializable {}
