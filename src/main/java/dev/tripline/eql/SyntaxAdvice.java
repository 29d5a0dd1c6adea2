// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.EventFilterContext;
import dev.tripline.eql.EqlGrammar.NameContext;
import dev.tripline.eql.EqlGrammar.OptionContext;
import dev.tripline.eql.EqlGrammar.PatternsContext;
import dev.tripline.eql.EqlGrammar.PipeContext;
import dev.tripline.eql.EqlGrammar.PrimaryContext;
import dev.tripline.eql.EqlGrammar.SampleContext;
import dev.tripline.eql.EqlGrammar.SequenceContext;
import dev.tripline.eql.EqlGrammar.StatementContext;
import java.util.LinkedHashSet;
import java.util.Set;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says what a token that does not fit was probably meant to be. */
final class SyntaxAdvice {

    private final RuleContext rule;
    private final Misfit misfit;
    private final Token token;
    private final IntervalSet expected;

    /**
     * @param rule of the grammar in which the token was met
     * @param expected kinds of tokens that would fit; may be empty
     */
    SyntaxAdvice(RuleContext rule, Misfit misfit, IntervalSet expected) {
        this.rule = rule;
        this.misfit = misfit;
        this.token = misfit.token();
        this.expected = expected;
    }

    /** Empty if there is nothing to say. */
    String text() {
        String text = token.getText();
        if (Keywords.misspelt(token)) {
            return Keywords.advice(token);
        }
        if (token.getType() == EqlTokens.ASSIGN && !expected.contains(EqlTokens.ASSIGN)) {
            return "compare with `==`; `=` only sets `maxspan` and `runs`";
        }
        if (token.getType() == EqlTokens.GT && misfit.followsDirectly(EqlTokens.LT)) {
            return "different is written `!=`";
        }
        if (Keywords.ALL.contains(text) && rule instanceof NameContext) {
            return "`" + text + "` is a keyword; as part of a field name it needs backticks";
        }
        if (isWithin(PatternsContext.class)) {
            return patterns();
        }
        if (token.getType() == EqlTokens.PIPE && rule instanceof PipeContext) {
            return "combine conditions with `or`";
        }
        if (misfit.follows(EqlTokens.NOT) && expected.isNil()) {
            return "`not` stands before the whole condition: `not … == …`";
        }
        if (token.getType() == EqlTokens.IDENTIFIER && !expected.contains(EqlTokens.IDENTIFIER)) {
            String instead = ForeignWords.behindValue(text);
            if (instead != null) {
                return instead;
            }
        }
        String misplaced = misplaced();
        return misplaced != null ? misplaced : expectation();
    }

    /** For tokens that would be right elsewhere, or null. */
    private String misplaced() {
        if (token.getType() == EqlTokens.MAXSPAN && rule instanceof OptionContext) {
            return "the limit stands before the terms: `sequence by … with maxspan=… [ … ] [ … ]`";
        }
        if (token.getText().equals("runs") && expected.contains(EqlTokens.MAXSPAN)) {
            return "`with runs` stands behind the term that is repeated";
        }
        if (token.getType() == EqlTokens.COMMA && rule instanceof PrimaryContext) {
            return "for several values write `in (…)`";
        }
        boolean afterwards = rule instanceof StatementContext && expected.contains(Token.EOF);
        if (isSample()
                && (token.getType() == EqlTokens.WITH || token.getType() == EqlTokens.UNTIL)) {
            return "only sequences have `with maxspan` and `until`";
        }
        if (rule instanceof EventFilterContext && expected.contains(EqlTokens.WHERE)) {
            return token.getType() == EqlTokens.DOT || token.getType() == EqlTokens.MINUS
                    ? "expected `where`; a category with such characters stands in double quotes"
                    : null;
        }
        if (token.getType() == EqlTokens.QUOTED_IDENTIFIER && expected.contains(EqlTokens.ANY)) {
            return "a category with unusual characters stands in double quotes";
        }
        return afterwards ? afterQuery((StatementContext) rule) : null;
    }

    private String afterQuery(StatementContext statement) {
        if (statement.query().eventFilter() != null) {
            return token.getType() == EqlTokens.BY
                    ? "only sequences and samples have join keys"
                    : "expected an operator or the end of the query";
        }
        if (token.getType() == EqlTokens.BY) {
            return "the keys of a term stand before `with runs`";
        }
        if (statement.query().sample() != null) {
            return "expected `[` or the end of the query";
        }
        SequenceContext sequence = statement.query().sequence();
        return sequence != null && sequence.UNTIL() != null
                ? "`until [ … ]` comes last; expected a pipe or the end of the query"
                : "expected `[`, `until`, a pipe or the end of the query";
    }

    private String patterns() {
        if (token.getType() == EqlTokens.VALUE_LIST) {
            return ListReference.MISPLACED;
        }
        boolean method =
                misfit.followsDirectly(EqlTokens.COLON) && misfit.precedes(EqlTokens.LPAREN);
        return method
                ? "there are no methods; write `" + token.getText() + "(value, …)`"
                : "the right side must be a string or a list of strings in parentheses";
    }

    private boolean isSample() {
        for (RuleContext at = rule; at != null; at = at.parent) {
            if (at instanceof SampleContext) {
                return true;
            }
        }
        return rule instanceof StatementContext statement
                && statement.query() != null
                && statement.query().sample() != null;
    }

    private boolean isWithin(Class<?> context) {
        return context.isInstance(rule) || (rule != null && context.isInstance(rule.parent));
    }

    private String expectation() {
        if (expected.contains(EqlTokens.SEQUENCE)) {
            return "a query starts like `process where …` or `sequence by …`";
        }
        if (expected.contains(EqlTokens.NOT) && expected.contains(EqlTokens.LPAREN)) {
            return "expected a condition or a value";
        }
        if (expected.contains(EqlTokens.MINUS) && expected.contains(EqlTokens.STRING)) {
            return "expected a value";
        }
        if (expected.contains(EqlTokens.ANY)) {
            return "expected `any` or an event category, a plain name or a string";
        }
        if (expected.isNil() || expected.size() > 4) {
            return "";
        }
        Set<String> names = new LinkedHashSet<>();
        for (int type : expected.toArray()) {
            names.add(name(type));
        }
        return "expected " + String.join(" or ", names);
    }

    private static String name(int type) {
        return switch (type) {
            case Token.EOF -> "the end of the query";
            case EqlTokens.IDENTIFIER -> "a name";
            case EqlTokens.QUOTED_IDENTIFIER -> "a name in backticks";
            case EqlTokens.TILDE_IDENTIFIER -> "a function";
            case EqlTokens.STRING, EqlTokens.RAW_STRING, EqlTokens.LEGACY_STRING -> "a string";
            case EqlTokens.INTEGER, EqlTokens.DECIMAL -> "a number";
            case EqlTokens.VALUE_LIST -> "a value list";
            default -> EqlTokens.VOCABULARY.getLiteralName(type).replace('\'', '`');
        };
    }
}
