// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.CommonTokenStream;

/** Reads queries. */
public final class EqlParser {

    private EqlParser() {}

    /**
     * Parses and checks a query over fields that may hold anything. Safe for use by several
     * threads.
     *
     * @param text not null
     * @throws EqlException if the text is not a query that can be run; nothing else is thrown,
     *     whatever the text
     */
    public static Query parse(String text) throws EqlException {
        return parse(text, Schema.NONE);
    }

    /**
     * Parses and checks a query over the fields of a schema. Their types become part of the query.
     *
     * @param text not null
     * @throws EqlException like {@link #parse(String)}, also for fields that are not in the schema
     *     and for comparisons that its types do not allow
     */
    public static Query parse(String text, Schema schema) throws EqlException {
        Objects.requireNonNull(text, "text");
        if (text.length() > SourceTokens.MAX_LENGTH) {
            String message =
                    "a query has at most "
                            + SourceTokens.MAX_LENGTH
                            + " characters, this one has "
                            + text.length();
            throw new EqlException(List.of(new EqlError(1, 1, message)));
        }
        try {
            CommonTokenStream tokens = SourceTokens.of(text);
            EqlGrammar parser = new EqlGrammar(tokens);
            parser.removeErrorListeners();
            parser.setErrorHandler(new SyntaxErrorStrategy());
            return new QueryBuilder(schema).build(parser.statement());
        } catch (Refusal refusal) {
            throw new EqlException(refusal.errors());
        }
    }
}
