// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

/** Calls a function, if all of its required arguments have a value of the declared type. */
final class CallComputation implements Computation {

    private final EqlFunction function;
    private final boolean ignoreCase;
    private final Computation[] arguments;

    CallComputation(EqlFunction function, boolean ignoreCase, Computation[] arguments) {
        this.function = function;
        this.ignoreCase = ignoreCase;
        this.arguments = arguments;
    }

    @Override
    public Object compute(Object[] chosen) {
        Signature signature = function.signature();
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            values[i] = signature.parameter(i).coerce(arguments[i].compute(chosen));
            if (values[i] == null && !signature.isOptional(i)) {
                return null;
            }
        }
        return function.body().apply(values, ignoreCase);
    }
}
