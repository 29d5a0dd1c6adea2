// SPDX-License-Identifier: Apache-2.0
/**
 * The event query language: text in, syntax tree out, and from the tree a predicate per event
 * filter. All checks happen while parsing, so whatever {@link dev.tripline.eql.EqlParser} returns
 * can be compiled and run. Knows neither where events come from nor how sequences are detected.
 */
package dev.tripline.eql;
