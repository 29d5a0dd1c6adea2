// SPDX-License-Identifier: Apache-2.0
/**
 * TOML files that people write, rules and formats: their values, and for every mistake the line,
 * the column and a remedy. Knows nothing of what the files say.
 */
package dev.tripline.toml;
