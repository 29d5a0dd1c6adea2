// SPDX-License-Identifier: Apache-2.0
/** The job as a whole: its configuration, and the topology that the configuration is put into. */
package dev.tripline.job;
