// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.Collection;
import java.util.HashSet;

/** A hash set of texts that looks at the length before it hashes. */
final class TextSet implements TextTest {

    // The JDK's immutable sets find an element with a division; this one is much faster.
    private final HashSet<String> texts;
    private final Lengths lengths;

    TextSet(Collection<String> texts) {
        this.texts = new HashSet<>(texts);
        this.lengths = new Lengths(texts);
    }

    @Override
    public boolean matches(String text) {
        return lengths.mayContain(text) && texts.contains(text);
    }
}
