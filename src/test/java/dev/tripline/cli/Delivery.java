// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.time.Instant;

/** That an event was delivered; one that is delivered twice has two deliveries. */
record Delivery(Instant time, ReportedEvent event) {}
