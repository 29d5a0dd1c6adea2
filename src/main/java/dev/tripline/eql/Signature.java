// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.ArrayList;
import java.util.List;

/**
 * What a function takes and gives.
 *
 * @param required types of the arguments that must be there and must have a value
 * @param optional types of the arguments that may be left out; no value means the same
 * @param repeats whether the last required argument may be given several times
 * @param literals whether the last required arguments must be literals, because they are compiled
 * @param tilde whether {@code name~} exists, which ignores case
 */
record Signature(
        ValueType result,
        List<ValueType> required,
        List<ValueType> optional,
        boolean repeats,
        boolean literals,
        boolean tilde) {

    static Signature of(ValueType result, ValueType... required) {
        return new Signature(result, List.of(required), List.of(), false, false, false);
    }

    Signature optionally(ValueType type) {
        List<ValueType> types = new ArrayList<>(optional);
        types.add(type);
        return new Signature(result, required, List.copyOf(types), repeats, literals, tilde);
    }

    Signature repeating() {
        return new Signature(result, required, optional, true, literals, tilde);
    }

    Signature ofLiterals() {
        return new Signature(result, required, optional, repeats, true, tilde);
    }

    Signature withTilde() {
        return new Signature(result, required, optional, repeats, literals, true);
    }

    ValueType parameter(int index) {
        if (index < required.size()) {
            return required.get(index);
        }
        return repeats ? required.get(required.size() - 1) : optional.get(index - required.size());
    }

    boolean isOptional(int index) {
        return !repeats && index >= required.size();
    }

    boolean isLiteral(int index) {
        return literals && index >= required.size() - 1;
    }

    boolean takes(int count) {
        return count >= required.size() && (repeats || count <= required.size() + optional.size());
    }

    /** For messages: {@code 2 arguments}, {@code 2 to 3 arguments}, {@code at least 1 argument}. */
    String countInWords() {
        int least = required.size();
        if (repeats) {
            return "at least " + least + (least == 1 ? " argument" : " arguments");
        }
        return (optional.isEmpty() ? "" + least : least + " to " + (least + optional.size()))
                + (least == 1 && optional.isEmpty() ? " argument" : " arguments");
    }
}
