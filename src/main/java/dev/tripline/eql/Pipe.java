// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;

/**
 * Keeps the first or last results.
 *
 * @param name {@code head} or {@code tail}
 * @param count from 0
 */
public record Pipe(String name, int count) implements Serializable {}
