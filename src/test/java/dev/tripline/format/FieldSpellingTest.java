// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a document writes a path, its value is found. */
class FieldSpellingTest {

    @Property(tries = 500)
    void aPathReadsTheSameHoweverItIsSplitIntoKeys(
            @ForAll("segments") List<String> path, @ForAll int splits, @ForAll int decoys) {
        String field = String.join(".", path);

        Object value =
                Readings.event(
                                Readings.DOCUMENTS,
                                "{\"time\":0," + spell(path, splits, decoys) + "}",
                                field)
                        .get(field);

        assertThat(value).isEqualTo("found");
    }

    /**
     * Bit i of {@code splits} decides whether segment i ends a key, of {@code decoys} what else
     * stands there.
     */
    private static String spell(List<String> path, int splits, int decoys) {
        StringBuilder open = new StringBuilder("\"");
        StringBuilder close = new StringBuilder("\"found\"");
        for (int i = 0; i < path.size(); i++) {
            open.append(path.get(i));
            boolean last = i == path.size() - 1;
            if (last) {
                open.append("\":");
            } else if ((splits >> i & 1) == 0) {
                open.append('.');
            } else {
                open.append("\":{");
                if ((decoys >> i & 1) == 1) {
                    open.append("\"decoy\":[{\"x\":1}],");
                }
                open.append('"');
                close.append('}');
            }
        }
        return open.append(close).toString();
    }

    @Provide
    Arbitrary<List<String>> segments() {
        return Arbitraries.strings()
                .withCharRange('a', 'c')
                .withChars('/', '_', '-', 'é')
                .ofMinLength(1)
                .ofMaxLength(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
