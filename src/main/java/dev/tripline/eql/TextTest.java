// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** A question about a text. */
@FunctionalInterface
interface TextTest {

    boolean matches(String text);
}
