// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to run in a JVM of its own.
 *
 * @param mainClass or the path of its only source file, if it needs what only {@code lib} has
 * @param environment added to the environment of the tests
 */
record JavaCommand(
        ServerLib lib,
        List<String> jvmOptions,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment) {

    /** These JVMs live for seconds and share few cores: start fast, stay small. */
    private static final List<String> SMALL_AND_FAST =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    JavaCommand(ServerLib lib, List<String> jvmOptions, String mainClass, List<String> arguments) {
        this(lib, jvmOptions, mainClass, arguments, Map.of());
    }

    List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(ProcessHandle.current().info().command().orElse("java"));
        line.addAll(SMALL_AND_FAST);
        line.addAll(jvmOptions);
        line.add("-cp");
        line.add(lib.classpath());
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }
}
