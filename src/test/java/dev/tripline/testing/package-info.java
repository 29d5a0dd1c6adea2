// SPDX-License-Identifier: Apache-2.0
/**
 * Real servers for integration tests: a Kafka broker and a Flink session cluster, each in JVMs of
 * their own that can be killed without asking them. Knows nothing of rules or events.
 */
package dev.tripline.testing;
