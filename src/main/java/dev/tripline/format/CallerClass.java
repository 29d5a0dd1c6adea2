// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What sort of caller a deployment takes somebody for. */
public enum CallerClass {
    PLATFORM_CONTROLLER("platform-controller"),
    CI_CD("ci-cd"),
    GITOPS("gitops"),
    ADMIN_HUMAN("admin-human"),
    APP_SA("app-sa"),
    NODE("node"),
    UNKNOWN("unknown");

    private final String word;

    CallerClass(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Empty if there is no such class. */
    public static Optional<CallerClass> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** For messages. */
    public static String words() {
        return Arrays.stream(values()).map(CallerClass::word).collect(Collectors.joining(", "));
    }
}
