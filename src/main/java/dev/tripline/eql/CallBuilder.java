// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import dev.tripline.eql.EqlGrammar.ExpressionContext;
import dev.tripline.eql.EqlGrammar.FunctionContext;
import dev.tripline.eql.EqlGrammar.ValueListContext;
import dev.tripline.eql.Expr.ListTest;
import java.util.ArrayList;
import java.util.List;

/** Checks calls against the table of functions. */
final class CallBuilder {

    private final ExpressionBuilder expressions;

    CallBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    Expr call(FunctionContext call) {
        boolean tilde = call.TILDE_IDENTIFIER() != null;
        String written = call.start.getText();
        String name = tilde ? written.substring(0, written.length() - 1) : written;
        EqlFunction function = EqlFunction.named(name);
        if (function == null) {
            throw unknown(call, name);
        }
        Signature signature = function.signature();
        if (tilde && !signature.tilde()) {
            throw Refusal.at(
                    call,
                    "`"
                            + function.documentedName()
                            + "` has no variant that ignores case; write it without `~`");
        }
        if (!signature.takes(call.expression().size())) {
            throw Refusal.at(
                    call,
                    "`"
                            + function.documentedName()
                            + "` takes "
                            + signature.countInWords()
                            + ", not "
                            + call.expression().size());
        }
        ValueListContext list = onlyList(call, function);
        return Folding.fold(
                list == null
                        ? function.write(arguments(call, function), tilde)
                        : listed(call, function, tilde, list));
    }

    /** The value list that stands for all of the literals, or null. */
    private static ValueListContext onlyList(FunctionContext call, EqlFunction function) {
        return function.signature().literals() && call.expression().size() == 2
                ? ListReference.only(call.expression(1))
                : null;
    }

    private Expr listed(
            FunctionContext call, EqlFunction function, boolean tilde, ValueListContext place) {
        Attempts attempts = new Attempts();
        Expr value = attempts.attempt(() -> argument(function, 0, call.expression(0)));
        ValueList list = attempts.attempt(() -> expressions.list(place));
        attempts.finish();
        if (function != EqlFunction.CIDR_MATCH) {
            return new Expr.Listed(value, tilde ? ListTest.LIKE_ANY_CASE : ListTest.LIKE, list);
        }
        for (String entry : list.entries()) {
            if (CidrBlocks.parse(entry) == null) {
                throw Refusal.at(
                        place,
                        "\""
                                + entry
                                + "\" in this list is neither an address nor a block such as"
                                + " \"10.0.0.0/8\" or \"fe80::/10\"");
            }
        }
        return new Expr.Listed(value, ListTest.CIDR, list);
    }

    /** With the mistakes in its arguments, which can be understood without it. */
    private Refusal unknown(FunctionContext call, String name) {
        String nearest = Suggestion.nearest(name, EqlFunction.names());
        String instead = ForeignWords.function(name);
        Attempts attempts = new Attempts();
        attempts.refuse(
                call,
                "unknown function `"
                        + name
                        + "`"
                        + (instead != null
                                ? ", in Elasticsearch too; " + instead
                                : nearest == null ? "" : "; did you mean `" + nearest + "`?"));
        if (instead != null) {
            // Their arguments may be patterns and conditions over variables.
            return attempts.refusal();
        }
        call.expression().forEach(argument -> attempts.attempt(() -> expressions.value(argument)));
        return attempts.refusal();
    }

    private List<Expr> arguments(FunctionContext call, EqlFunction function) {
        List<Expr> arguments = new ArrayList<>();
        // The parse tree searches all of its children for each of these.
        List<ExpressionContext> places = call.expression();
        Attempts attempts = new Attempts();
        for (int i = 0; i < places.size(); i++) {
            int index = i;
            arguments.add(attempts.attempt(() -> argument(function, index, places.get(index))));
        }
        attempts.finish();
        return arguments;
    }

    private Expr argument(EqlFunction function, int index, ExpressionContext place) {
        Expr argument = expressions.value(place);
        requireType(argument, function.signature().parameter(index), function, place);
        if (function.signature().isLiteral(index)) {
            requireLiteral(argument, function, place);
        }
        return argument;
    }

    private static void requireType(
            Expr argument, ValueType wanted, EqlFunction function, ExpressionContext place) {
        ValueType type = ValueType.of(argument);
        if (!wanted.accepts(type)) {
            throw Refusal.at(
                    place,
                    "`"
                            + function.documentedName()
                            + "` needs "
                            + wanted.words()
                            + " here, but this is "
                            + type.words());
        }
    }

    private static void requireLiteral(
            Expr argument, EqlFunction function, ExpressionContext place) {
        if (!(argument instanceof Expr.Literal literal) || literal.value() == null) {
            throw Refusal.at(
                    place, "`" + function.documentedName() + "` needs string literals here");
        }
        String text = (String) literal.value();
        if (function == EqlFunction.CIDR_MATCH && CidrBlocks.parse(text) == null) {
            throw Refusal.at(
                    place,
                    "this is neither an address nor a block such as \"10.0.0.0/8\" or"
                            + " \"fe80::/10\"");
        }
    }
}
