// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A list of texts that queries name as {@code $name} and a deployment fills.
 *
 * @param name without the dollar
 * @param entries with wildcards, if it is used with {@code like}; nothing is in an empty list
 */
public record ValueList(String name, List<String> entries) implements Serializable {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    public ValueList {
        entries = List.copyOf(entries);
    }

    /** Whether queries can name a list so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** As queries write it. */
    public String reference() {
        return "$" + name;
    }
}
