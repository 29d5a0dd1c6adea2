// SPDX-License-Identifier: Apache-2.0
/** Who lives in the town, one class for each kind. None of them knows what rules there are. */
package dev.tripline.life.resident;
