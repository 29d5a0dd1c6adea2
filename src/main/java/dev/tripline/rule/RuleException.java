// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.util.List;
import java.util.stream.Collectors;

/** Rule files or rule tests that cannot be used, with everything that is wrong in them. */
public final class RuleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<RuleError> errors;

    public RuleException(List<RuleError> errors) {
        super(errors.stream().map(RuleError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** In the order of files, lines and columns; never empty. */
    public List<RuleError> errors() {
        return errors;
    }
}
