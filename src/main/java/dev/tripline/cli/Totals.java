// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.io.PrintWriter;

/** The numbers at the end of an explanation. */
record Totals(PrintWriter out) {

    void count(String name, long number) {
        out.printf("%-28s%,10d%n", name, number);
    }
}
