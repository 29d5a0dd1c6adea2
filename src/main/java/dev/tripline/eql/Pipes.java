// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.PipeContext;
import dev.tripline.eql.EqlGrammar.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code | head N} and {@code | tail N}. */
final class Pipes {

    private static final List<String> SUPPORTED = List.of("head", "tail");
    private static final Set<String> KNOWN =
            Set.of("count", "filter", "sort", "unique", "unique_count");

    private final ExpressionBuilder expressions;

    Pipes(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    List<Pipe> of(StatementContext statement) {
        Attempts attempts = new Attempts();
        List<Pipe> pipes = new ArrayList<>();
        for (PipeContext pipe : statement.pipe()) {
            pipes.add(attempts.attempt(() -> of(pipe)));
        }
        attempts.finish();
        return pipes;
    }

    private Pipe of(PipeContext pipe) {
        String name = pipe.IDENTIFIER().getText();
        if (!SUPPORTED.contains(name)) {
            throw Refusal.at(
                    pipe.IDENTIFIER().getSymbol(),
                    KNOWN.contains(name)
                            ? "the pipe `"
                                    + name
                                    + "` is not supported; there are `head` and `tail`"
                            : unknown(name));
        }
        if (pipe.expression().size() != 1
                || !(expressions.value(pipe.expression(0)) instanceof Expr.Literal literal)
                || !(literal.value() instanceof Long count)
                || count < 0
                || count > Integer.MAX_VALUE) {
            throw Refusal.at(
                    pipe.expression().isEmpty() ? pipe : pipe.expression(0),
                    "`" + name + "` takes one whole number from 0, such as `| " + name + " 10`");
        }
        return new Pipe(name, count.intValue());
    }

    private static String unknown(String name) {
        String nearest = Suggestion.nearest(name, SUPPORTED);
        return "unknown pipe `"
                + name
                + "`; "
                + (nearest == null
                        ? "there are `head` and `tail`"
                        : "did you mean `" + nearest + "`?");
    }
}
