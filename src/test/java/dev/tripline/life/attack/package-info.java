// SPDX-License-Identifier: Apache-2.0
/** What is hidden in an ordinary day, and which rule ought to see it. */
package dev.tripline.life.attack;
