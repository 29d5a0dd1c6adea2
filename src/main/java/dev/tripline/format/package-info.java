// SPDX-License-Identifier: Apache-2.0
/**
 * What the sources' documents look like: for each format a table of source path to ECS field,
 * envelopes that hold several events, and the fields that are derived from others. Turns record
 * bytes into events. Knows neither rules nor Flink.
 */
package dev.tripline.format;
