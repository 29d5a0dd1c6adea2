// SPDX-License-Identifier: Apache-2.0
/**
 * What an event is: named fields with any number of values, a time, an identity and the place it
 * came from. Knows how to read the wanted fields out of JSON bytes in one pass, and how to mask the
 * secrets in them. Knows neither rules nor Flink.
 */
package dev.tripline.event;
