// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.List;

/**
 * A place where a query names a field, in a condition or as a join key.
 *
 * @param field dotted name, without quotes
 * @param line from 1
 * @param column from 1, counted in characters
 */
public record FieldMention(String field, int line, int column) {

    /**
     * All of them, in the order of the text.
     *
     * @param text that {@link EqlParser#parse} accepts
     */
    public static List<FieldMention> in(String text) {
        List<FieldMention> mentions = new ArrayList<>();
        for (EqlGrammar.FieldContext field :
                QuerySource.of(text).nodes(EqlGrammar.FieldContext.class)) {
            mentions.add(
                    new FieldMention(
                            FieldReference.name(field),
                            field.start.getLine(),
                            field.start.getCharPositionInLine() + 1));
        }
        return mentions;
    }
}
