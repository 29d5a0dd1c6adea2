// SPDX-License-Identifier: Apache-2.0
/** The {@code tripline} command, which is also what a Flink cluster runs. */
package dev.tripline.cli;
