// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names, some of them with {@code *} for any text and {@code ?} for one character. */
public final class NamePatterns implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Fits every name, and where none is known. */
    public static final NamePatterns ANY = new NamePatterns(null, List.of());

    private final HashSet<String> exact;
    private final ArrayList<String> wildcards;

    private NamePatterns(Set<String> exact, List<String> wildcards) {
        this.exact = exact == null ? null : new HashSet<>(exact);
        this.wildcards = new ArrayList<>(wildcards);
    }

    public static NamePatterns of(Collection<String> patterns) {
        Set<String> exact = new HashSet<>(patterns);
        exact.removeIf(NamePatterns::hasWildcard);
        return new NamePatterns(
                exact, patterns.stream().filter(NamePatterns::hasWildcard).toList());
    }

    /**
     * @param name {@code null} if it is not known
     */
    public boolean fit(String name) {
        if (exact == null) {
            return true;
        }
        if (name == null) {
            return false;
        }
        if (exact.contains(name)) {
            return true;
        }
        for (String pattern : wildcards) {
            if (fits(pattern, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWildcard(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
    }

    /**
     * An earlier star never has to give back what it took, so it is enough to go back to the last.
     */
    private static boolean fits(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int taken = 0;
        while (n < name.length()) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (wanted == '*') {
                star = p++;
                taken = n;
            } else if (p < pattern.length() && (wanted == '?' || wanted == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++taken;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
