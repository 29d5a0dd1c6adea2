// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

/**
 * Whether a request to a Kubernetes API server is only tried: everything happens but the change.
 */
final class DryRun {

    private static final String PARAMETER = "dryRun=";

    private DryRun() {}

    /**
     * @param parameters of the URL
     * @param options of the body, where deletions have theirs
     */
    static boolean of(Object parameters, Object options) {
        for (Object parameter : FieldValues.each(parameters)) {
            if (parameter instanceof String text
                    && text.startsWith(PARAMETER)
                    && text.length() > PARAMETER.length()) {
                return true;
            }
        }
        return FieldValues.each(options).length > 0;
    }
}
