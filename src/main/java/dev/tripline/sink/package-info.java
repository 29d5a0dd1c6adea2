// SPDX-License-Identifier: Apache-2.0
/** Where alerts and dead letters go: Kafka, files, the console. Knows nothing of rules. */
package dev.tripline.sink;
