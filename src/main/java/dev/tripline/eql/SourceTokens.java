// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Turns text into tokens and refuses those that can never be part of a query. */
final class SourceTokens {

    /** Far above the longest query seen in the wild, far below what would take noticeable time. */
    static final int MAX_LENGTH = 100_000;

    private SourceTokens() {}

    /**
     * @throws Refusal at the first token that is broken, or where the text goes beyond a limit
     */
    static CommonTokenStream of(String text) {
        EqlTokens lexer = new EqlTokens(CharStreams.fromString(text));
        // Every character has a token, so the lexer has nothing to report.
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        Deque<Token> comments = new ArrayDeque<>();
        Nesting nesting = new Nesting();
        for (Token token : tokens.getTokens()) {
            if (token.getType() == EqlTokens.COMMENT_OPEN) {
                comments.push(token);
            } else if (token.getType() == EqlTokens.COMMENT_CLOSE) {
                comments.pop();
            } else if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                if (token.getType() == Token.EOF && !comments.isEmpty()) {
                    throw Refusal.at(comments.getLast(), "this comment is never closed by `*/`");
                }
                refuseBroken(token, tokens);
                nesting.accept(token);
            }
        }
        return tokens;
    }

    private static void refuseBroken(Token token, CommonTokenStream tokens) {
        switch (token.getType()) {
            case EqlTokens.LEGACY_STRING ->
                    throw Refusal.at(
                            token,
                            "strings stand in double quotes: \"text\", or \"\"\"text\"\"\" without"
                                    + " escapes");
            case EqlTokens.UNCLOSED_STRING ->
                    throw Refusal.at(token, "this string is not closed on its line");
            case EqlTokens.UNCLOSED_IDENTIFIER ->
                    throw Refusal.at(
                            token,
                            token.getText().equals("`")
                                    ? "a name in backticks cannot be empty"
                                    : "this name in backticks is never closed");
            case EqlTokens.UNKNOWN -> throw unknown(token, tokens);
            default -> {}
        }
    }

    private static Refusal unknown(Token token, CommonTokenStream tokens) {
        String text = token.getText();
        String advice =
                switch (text) {
                    case "!" ->
                            tokens.get(followingIndex(token, tokens)).getType()
                                            == EqlTokens.LBRACKET
                                    ? "a missing event is written `![` without a space"
                                    : "negate with `not`";
                    case "&" -> "combine conditions with `and`";
                    case "'" -> "strings stand in double quotes";
                    case "~" ->
                            precededByEquals(token, tokens)
                                    ? "write `:` to ignore case, or `regex~` for a regular expression"
                                    : "`~` follows directly after the name: `like~`, `in~`, `regex~`";
                    case "\\" -> "a backslash can only stand in a string";
                    default -> "put text into double quotes and unusual names into backticks";
                };
        return Refusal.at(token, "unexpected character `" + text + "`; " + advice);
    }

    private static boolean precededByEquals(Token token, CommonTokenStream tokens) {
        int before = token.getTokenIndex() - 1;
        return before >= 0 && tokens.get(before).getType() == EqlTokens.ASSIGN;
    }

    private static int followingIndex(Token token, CommonTokenStream tokens) {
        int index = token.getTokenIndex() + 1;
        while (tokens.get(index).getChannel() != Token.DEFAULT_CHANNEL) {
            index++;
        }
        return index;
    }
}
